import { useApp } from "../../state/appStoreContext";
import type { RunConfig } from "../../model/run/configuration";
import { SelectField } from "../widgets/SelectField";
import { addressWithDevice } from "./deviceAddress";
import { wordMessage } from "../../words/languages";
import { useAllWords } from "../useAllWords";
const kinds = ["auto", "webgpu", "cpu"] as const;

/** Forces the device, as `?device=` does, and evaluates again on it. */
export function DeviceChoice() {
  const words = useAllWords();
  const text = words.machine.device;
  const device = useApp((state) => state.config.device);
  const note = useApp((state) => state.device?.note);
  const running = useApp((state) => state.running);
  const dataset = useApp((state) => state.dataset);
  const chooseDevice = useApp((state) => state.chooseDevice);
  const edit = useApp((state) => state.edit);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);

  async function choose(wanted: RunConfig["device"]) {
    edit({ device: wanted });
    // A reload keeps the choice.
    history.replaceState(
      history.state,
      "",
      addressWithDevice(location.href, wanted),
    );
    await chooseDevice(wanted);
    if (dataset) await run({ device: wanted });
  }

  return (
    <section className="deviceChoice">
      <SelectField
        label={text.label}
        help={words.glossary.device}
        value={device}
        options={kinds.map((value) => ({
          value,
          label: text.options[value],
        }))}
        onChange={(wanted) => {
          choose(wanted).catch(reportError);
        }}
      />
      <p role="status" data-testid="device-note">
        {note && wordMessage(words, note)}
      </p>
      <p className="note deviceRun">{running ? text.running : ""}</p>
    </section>
  );
}
