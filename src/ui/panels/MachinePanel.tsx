import { useEffect } from "react";
import { useApp } from "../../state/appStoreContext";
import { DeviceChoice } from "../machine/DeviceChoice";
import { MachineFacts } from "../machine/MachineFacts";
import { MeasureMachine } from "../machine/MeasureMachine";

/** The device in use, how to force another, and what this machine measures. */
export function MachinePanel() {
  const readMachine = useApp((state) => state.readMachine);
  const reportError = useApp((state) => state.reportError);
  useEffect(() => {
    readMachine().catch(reportError);
  }, [readMachine, reportError]);
  return (
    <>
      <DeviceChoice />
      <MachineFacts />
      <MeasureMachine />
    </>
  );
}
