import { useState } from "react";
import { downloadBytes } from "../../export/download";
import type { MachineReport } from "../../model/machineReport";
import { wordMachine } from "../../words/forScripts";
import { useAllWords } from "../useAllWords";

/** The report as JSON, for the clipboard or a file. */
export function ShareReport({ report }: { readonly report: MachineReport }) {
  const words = useAllWords();
  const text = words.machine.share;
  const [message, setMessage] = useState("");
  const json = () => `${JSON.stringify(wordMachine(words, report), null, 2)}\n`;

  async function copy() {
    try {
      await navigator.clipboard.writeText(json());
      setMessage(text.copied);
    } catch {
      setMessage(text.refused);
    }
  }

  return (
    <div className="buttonRow">
      <button type="button" className="quiet" onClick={() => void copy()}>
        {text.copy}
      </button>
      <button
        type="button"
        className="quiet"
        onClick={() =>
          downloadBytes(
            text.file,
            new TextEncoder().encode(json()),
            "application/json",
          )
        }
      >
        {text.download}
      </button>
      <span role="status" className="note">
        {message}
      </span>
    </div>
  );
}
