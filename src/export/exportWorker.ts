import type { ExportReply, ExportRequest } from "./exportMessages";
import { writeRun } from "./writeRun";

/** Packs files away from the page's thread: hashes can be large. */
self.addEventListener("message", (event: MessageEvent<ExportRequest>) => {
  const { artifacts, kind } = event.data;
  const post = (reply: ExportReply, transfer: Transferable[] = []) =>
    self.postMessage(reply, { transfer });
  writeRun(artifacts, kind).then(
    (files) =>
      post(
        { ok: true, files },
        files
          .map((file) => file.bytes.buffer)
          .filter((buffer) => buffer instanceof ArrayBuffer),
      ),
    (error: unknown) =>
      post({
        ok: false,
        message: error instanceof Error ? error.message : String(error),
      }),
  );
});
