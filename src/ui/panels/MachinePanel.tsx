import { useApp } from "../../state/appStoreContext";
import { formatCount } from "../../state/format";
import { panelStrings } from "./panelStrings";

const text = panelStrings.machine;

/** The device in use and how to ask for another. */
export function MachinePanel() {
  const device = useApp((state) => state.device);
  if (!device) return <p className="note">{text.choosing}</p>;
  return (
    <>
      <p className="lead">{device.note}</p>
      <dl className="figures">
        <dt>{text.inUse}</dt>
        <dd>{device.label}</dd>
        {device.adapter && (
          <>
            <dt>{text.adapter}</dt>
            <dd>{device.adapter}</dd>
          </>
        )}
        <dt>{text.threads}</dt>
        <dd>{formatCount(device.threads)}</dd>
        <dt>{text.isolated}</dt>
        <dd>{globalThis.crossOriginIsolated ? text.yes : text.oneThread}</dd>
      </dl>
      <p className="note">{text.note}</p>
    </>
  );
}
