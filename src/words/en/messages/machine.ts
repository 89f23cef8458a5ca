import type { MachineMessages } from "../../../model/messages/machine";
import type { MessageWords } from "../../words";
import { format } from "../format";

const backends = {
  cpu: "the CPU",
  webgpu: "the GPU",
  reference: "the reference",
} as const;

export const machineMessages: MessageWords<MachineMessages> = {
  "machine.measuring": ({ operation, backend }) =>
    `Measuring ${operation} on ${backends[backend]}`,
  "machine.searching": ({ documents, backend }) =>
    `Searching ${format.count(documents)} documents on ${backends[backend]}`,
  "machine.measured": () => "Measured",
  "machine.no-gpu": () => "The browser offers no GPU.",
  "machine.software-gpu": () =>
    "A software GPU: the CPU imitates a GPU. Its times say nothing about a real one.",
  "machine.software-not-asked": () =>
    "A software GPU is measured only when you ask for it.",
  "machine.gpu-stopped": () =>
    "The GPU stopped during the measurement; the CPU took over.",
  "machine.left-to-cpu": () => "The GPU leaves this to the CPU.",
  "machine.too-long": ({ expectedMs }) =>
    `Left out: it would take about ${format.decimals(expectedMs / 1000, 1)} s.`,
  "machine.failed": ({ detail }) => detail,
};
