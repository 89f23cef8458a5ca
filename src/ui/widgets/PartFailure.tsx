import { useState } from "react";
import { downloadBytes, downloadFile } from "../../export/download";
import { toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import { wordFaultLine } from "../../words/languages";
import { useWords } from "../useWords";
import { PartNotLoaded } from "./lazyPart";

/** What happened to a part of the page, what is still safe and can be saved, and another try. */
export function PartFailure({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  const words = useWords();
  const text = words.page.partFailure;
  const dataset = useApp((state) => state.dataset);
  const hasRun = useApp((state) => state.view !== null);
  const hasImported = useApp((state) => state.imported !== null);
  const exportFiles = useApp((state) => state.exportFiles);
  const writeKit = useApp((state) => state.writeKit);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function saveRun() {
    for (const { name, bytes } of await exportFiles("run-json"))
      downloadBytes(name, bytes, "application/json");
  }
  async function saveArrays(embeddings: boolean) {
    const { name, file } = await writeKit("npz", { embeddings });
    downloadFile(name, file);
  }
  function save(work: () => Promise<void>) {
    setSaving(true);
    setRefused(null);
    work()
      .catch((cause: unknown) =>
        setRefused(wordFaultLine(words, toAppError(cause).fault)),
      )
      .finally(() => setSaving(false));
  }

  const saves = [
    [text.saveRun, saveRun],
    [text.saveParameters, () => saveArrays(false)],
    [text.saveVectors, () => saveArrays(true)],
  ] as const;
  return (
    <div className="errorBanner" role="alert" data-testid="part-failure">
      <div>
        <b>
          {error instanceof PartNotLoaded
            ? text.notLoaded
            : text.broken(
                error instanceof Error ? error.message : String(error),
              )}
        </b>
        <p>
          {dataset ? text.safeData(dataset.name) : ""}{" "}
          {hasRun ? text.safeRun : ""} {hasImported ? text.safeParameters : ""}
        </p>
        {refused !== null && <p role="status">{refused}</p>}
      </div>
      <span className="bannerActions">
        {hasRun &&
          saves.map(([label, work]) => (
            <button
              key={label}
              type="button"
              className="quiet"
              disabled={saving}
              onClick={() => save(work)}
            >
              {label}
            </button>
          ))}
        <button type="button" className="quiet" onClick={onRetry}>
          {text.retry}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => globalThis.location.reload()}
        >
          {text.reload}
        </button>
      </span>
    </div>
  );
}
