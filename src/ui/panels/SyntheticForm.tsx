import { useState } from "react";
import { rangeMessage } from "../../words/typedNumber";
import type { SyntheticSpec } from "../../model/synthetic";
import { useWords } from "../useWords";

const ranges = {
  n: { min: 100, max: 1_000_000 },
  dim: { min: 16, max: 1024 },
  clusters: { min: 1, max: 10_000 },
  intrinsicDim: { min: 1, max: 1024 },
  seed: { min: 0, max: 2 ** 32 - 1 },
} as const;

/** Anything between: the spectrum may fall as steeply as one likes. */
const maxAnisotropy = 4;

type Name = keyof typeof ranges;

const names: readonly Name[] = ["n", "dim", "clusters", "intrinsicDim", "seed"];

/** Describes a made-up data set. */
export function SyntheticForm(props: {
  readonly disabled: boolean;
  readonly onOpen: (spec: SyntheticSpec) => void;
}) {
  const words = useWords();
  const labels = words.panels.data.syntheticLabels;
  const [texts, setTexts] = useState<Record<Name, string>>({
    n: "5000",
    dim: "256",
    clusters: "64",
    intrinsicDim: "256",
    seed: "42",
  });
  const messages = names.map((name) =>
    rangeMessage(words, texts[name], labels[name], ranges[name]),
  );
  const [anisotropy, setAnisotropy] = useState("0.7");
  const steepness = Number(anisotropy);
  const isSteep =
    anisotropy.trim() !== "" && steepness >= 0 && steepness <= maxAnisotropy;
  const wrong =
    messages.find((message) => message !== null) ??
    (isSteep ? undefined : words.panels.data.anisotropyRange);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        props.onOpen({
          n: Number(texts.n),
          dim: Number(texts.dim),
          clusters: Number(texts.clusters),
          anisotropy: steepness,
          // Typed once for 256 dimensions: never more than there are.
          intrinsicDim: Math.min(Number(texts.intrinsicDim), Number(texts.dim)),
          seed: Number(texts.seed),
        });
      }}
    >
      <p>{words.panels.data.syntheticNote}</p>
      <div className="fields">
        {names.map((name, index) => (
          <div
            className="field"
            key={name}
            data-invalid={messages[index] !== null || undefined}
          >
            <label htmlFor={`synthetic-${name}`}>{labels[name]}</label>
            <input
              id={`synthetic-${name}`}
              inputMode="numeric"
              autoComplete="off"
              value={texts[name]}
              aria-invalid={messages[index] !== null}
              aria-describedby="synthetic-message"
              onChange={(event) =>
                setTexts({ ...texts, [name]: event.target.value })
              }
            />
          </div>
        ))}
        <div className="field" data-invalid={!isSteep || undefined}>
          <label htmlFor="synthetic-anisotropy">
            {words.panels.data.anisotropy}
          </label>
          <input
            id="synthetic-anisotropy"
            inputMode="decimal"
            autoComplete="off"
            value={anisotropy}
            aria-invalid={!isSteep}
            aria-describedby="synthetic-message"
            onChange={(event) => setAnisotropy(event.target.value)}
          />
        </div>
      </div>
      <p className="fieldError" id="synthetic-message" role="alert">
        {wrong}
      </p>
      <button type="submit" className="quiet" disabled={props.disabled}>
        {words.panels.data.make}
      </button>
    </form>
  );
}
