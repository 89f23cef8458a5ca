import { useState } from "react";
import { useApp } from "../state/appStoreContext";
import { readStored, writeStored } from "./widgets/rememberedChoice";
import { useWords } from "./useWords";

/** Three first steps for a first visit; gone for good once dismissed. */
export function Hints() {
  const words = useWords();
  const ready = useApp((state) => state.view !== null);
  const [step, setStep] = useState(() =>
    readStored("hints") === "seen" ? -1 : 0,
  );
  const text = words.page.hints;
  const hint = step < 0 ? undefined : text.items[step];
  if (!ready || hint === undefined) return null;
  const last = step === text.items.length - 1;
  function dismiss() {
    writeStored("hints", "seen");
    setStep(-1);
  }
  return (
    <aside className="hints" aria-label={text.region}>
      <p>{hint}</p>
      <div>
        <small>{text.step(step + 1, text.items.length)}</small>
        <span className="spacer" />
        {!last && (
          <button type="button" className="quiet small" onClick={dismiss}>
            {text.skip}
          </button>
        )}
        <button
          type="button"
          className="quiet small strong"
          onClick={last ? dismiss : () => setStep(step + 1)}
        >
          {last ? text.done : text.next}
        </button>
      </div>
    </aside>
  );
}
