import type { DeviceMessages } from "../../../model/messages/device";
import type { MessageWords } from "../../words";

const unusable = (adapter: string, why: string) =>
  `The GPU (${adapter}) cannot be used: ${why}. Running on the CPU, where everything works as well.`;

export const deviceMessages: MessageWords<DeviceMessages> = {
  "device.cpu-asked": () => "Running on the CPU, as asked.",
  "device.no-gpu": () =>
    "No GPU found: running on the CPU, where everything works as well.",
  "device.software-gpu": ({ adapter }) =>
    `Only a software GPU found (${adapter}): running on the CPU, where everything works as well.`,
  "device.gpu": ({ adapter, software }) =>
    `Running on the ${software ? "software GPU" : "GPU"} (${adapter}).`,
  "device.gpu-unusable": ({ adapter, detail }) => unusable(adapter, detail),
  "device.gpu-gave-none": ({ adapter }) =>
    unusable(adapter, "it gave no device"),
  "device.gpu-wrong": ({ adapter, check, differing, numbers }) =>
    unusable(
      adapter,
      `${check}: ${differing} of ${numbers} numbers differ from the reference`,
    ),
  "device.gpu-stopped": ({ detail }) =>
    `The GPU stopped (${detail}). Going on with the CPU, where everything works as well.`,
};
