import { useRef, useState } from "react";
import { downloadFile } from "../../export/download";
import { isCancelled, toAppError } from "../../state/appError";
import type { AppError } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import type { Progress } from "../../model/stages";
import type { ExportOptions, KitKind } from "../../model/artifacts";
import { useAllWords } from "../useAllWords";

/** Writes one kind at a time, to be saved by the browser; with progress and a way to stop. */
export function useTakeHome() {
  const words = useAllWords();
  const writeKit = useApp((state) => state.writeKit);
  const [working, setWorking] = useState<KitKind | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [message, setMessage] = useState("");
  const [failure, setFailure] = useState<AppError | null>(null);
  const controller = useRef<AbortController | null>(null);

  async function save(kind: KitKind, options: ExportOptions) {
    const aborting = new AbortController();
    controller.current = aborting;
    setWorking(kind);
    setProgress(null);
    setMessage("");
    setFailure(null);
    try {
      const { name, file, peakBufferBytes } = await writeKit(kind, {
        ...options,
        signal: aborting.signal,
        onProgress: setProgress,
      });
      downloadFile(name, file);
      setMessage(
        words.takeHome.saved(
          name,
          words.format.bytes(file.size),
          words.format.bytes(Math.min(peakBufferBytes, file.size)),
        ),
      );
    } catch (error) {
      if (isCancelled(error)) setMessage(words.takeHome.cancelled);
      else setFailure(toAppError(error));
    } finally {
      setWorking(null);
      setProgress(null);
    }
  }

  return {
    working,
    progress,
    message,
    failure,
    save: (kind: KitKind, options: ExportOptions) => void save(kind, options),
    cancel: () => controller.current?.abort(),
  };
}
