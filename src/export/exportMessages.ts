import type {
  ExportedFile,
  ExportKind,
  RunArtifacts,
} from "../worker/messages";

/** Page to export worker: one request per worker. */
export interface ExportRequest {
  readonly artifacts: RunArtifacts;
  readonly kind: ExportKind;
}

/** Export worker to page. */
export type ExportReply =
  | { readonly ok: true; readonly files: readonly ExportedFile[] }
  | { readonly ok: false; readonly message: string };
