import type { AppError } from "../../state/appState";
import type { LoadSource } from "../../worker/loading/dataSource";
import { wordFault } from "../../words/languages";
import { useWords } from "../useWords";

/** Why a data set was not opened, what is still fine, and a way out where there is one. */
export function LoadFailure(props: {
  readonly error: AppError;
  readonly source: LoadSource | null;
  /** The data set that stays open. */
  readonly stays: string | null;
  readonly onOpen: (source: LoadSource) => void;
}) {
  const words = useWords();
  const text = words.panels.data;
  const { error, source, stays } = props;
  const failure = wordFault(words, error.fault);
  const canNormalise =
    source !== null &&
    !("sample" in source || "synthetic" in source || "kept" in source);
  const tooManyBits =
    error.code === "too-few-rows" || error.code === "too-few-dimensions";
  return (
    <div className="errorBanner" role="alert">
      <div>
        <b>{failure.message}</b>
        <p>
          {failure.hint} {stays === null ? "" : text.staysOpen(stays)}
        </p>
        {error.code === "not-normalised" && canNormalise && (
          <button
            type="button"
            className="primary"
            onClick={() => props.onOpen({ ...source, normalise: true })}
          >
            {text.normalise}
          </button>
        )}
        {tooManyBits && canNormalise && source.bits !== undefined && (
          <button
            type="button"
            className="primary"
            onClick={() => {
              const { bits, ...without } = source;
              if (bits !== undefined) props.onOpen(without);
            }}
          >
            {text.fewerBits}
          </button>
        )}
      </div>
    </div>
  );
}
