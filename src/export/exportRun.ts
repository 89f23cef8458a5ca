import type {
  ExportedFile,
  ExportKind,
  RunArtifacts,
} from "../worker/messages";
import type { ExportReply, ExportRequest } from "./exportMessages";

/** Writes the files of one kind in a worker of their own, ended when they are there. */
export function exportRun(
  artifacts: RunArtifacts,
  kind: ExportKind,
): Promise<readonly ExportedFile[]> {
  const worker = new Worker(new URL("./exportWorker.ts", import.meta.url), {
    type: "module",
    name: "bitsieve-export",
  });
  return new Promise<readonly ExportedFile[]>((resolve, reject) => {
    worker.addEventListener("message", (event: MessageEvent<ExportReply>) => {
      const reply = event.data;
      if (reply.ok) resolve(reply.files);
      else reject(new Error(reply.message));
    });
    worker.addEventListener("error", (event) =>
      reject(
        new Error(`The export worker could not be loaded: ${event.message}`),
      ),
    );
    const request: ExportRequest = { artifacts, kind };
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
