import { useApp } from "../../state/appStoreContext";
import { formatCount } from "../../state/format";

/** The device in use and how to ask for another. */
export function MachinePanel() {
  const device = useApp((state) => state.device);
  if (!device) return <p className="note">The device is being chosen.</p>;
  return (
    <>
      <p className="lead">{device.note}</p>
      <dl className="figures">
        <dt>In use</dt>
        <dd>{device.label}</dd>
        {device.adapter && (
          <>
            <dt>Adapter</dt>
            <dd>{device.adapter}</dd>
          </>
        )}
        <dt>Threads</dt>
        <dd>{formatCount(device.threads)}</dd>
        <dt>Cross-origin isolated</dt>
        <dd>{globalThis.crossOriginIsolated ? "yes" : "no: one thread"}</dd>
        <dt>WebGPU in this browser</dt>
        <dd>{"gpu" in navigator ? "yes" : "no"}</dd>
      </dl>
      <p className="note">
        Everything is computed in this browser; nothing is sent anywhere. To
        choose a device, add <code>?device=cpu</code> or{" "}
        <code>?device=webgpu</code> to the address.
      </p>
    </>
  );
}
