import { useState } from "react";
import type { KitKind } from "../../model/artifacts";
import type { Hindrance } from "../../model/hindrance";
import { wordFault } from "../../words/languages";
import { useAllWords } from "../useAllWords";

/** One target: what it contains, its size, how to load it. */
export function TargetCard(props: {
  readonly kind: KitKind;
  readonly sizeBytes: number;
  /** Why the run cannot leave so; null where it can. */
  readonly hindrance: Hindrance | null;
  readonly disabled: boolean;
  readonly onSave: () => void;
}) {
  const words = useAllWords();
  const text = words.takeHome;
  const { hindrance } = props;
  const { title, contains, snippet } = text.targets[props.kind];
  return (
    <li className="kitCard" data-testid={`kit-${props.kind}`}>
      <header>
        <h4>{title}</h4>
        <span className="note">
          {text.size(words.format.bytes(props.sizeBytes))}
        </span>
      </header>
      <p>{contains}</p>
      {hindrance ? (
        <p className="note">
          {
            wordFault(words, {
              name: "config.not-exportable",
              params: hindrance,
            }).message
          }
        </p>
      ) : (
        <Snippet code={snippet} />
      )}
      <button
        type="button"
        className="quiet"
        disabled={props.disabled || hindrance !== null}
        aria-label={text.saveNamed(title)}
        onClick={props.onSave}
      >
        {text.save}
      </button>
    </li>
  );
}

/** Lines to paste, behind a click. */
function Snippet({ code }: { readonly code: string }) {
  const text = useAllWords().takeHome;
  const [message, setMessage] = useState("");
  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      setMessage(text.copied);
    } catch {
      setMessage(text.refused);
    }
  }
  return (
    <details className="snippet">
      <summary>{text.how}</summary>
      <pre tabIndex={0}>
        <code>{code}</code>
      </pre>
      <button type="button" className="link" onClick={() => void copy()}>
        {text.copy}
      </button>{" "}
      <span role="status" className="note">
        {message}
      </span>
    </details>
  );
}
