import type { FaultMessage } from "../fault";

/** What became of embeddings in the browser's storage. */
export interface KeepNotes {
  "keep.not-kept": { readonly cause: FaultMessage };
  "keep.rest-not-kept": { readonly cause: FaultMessage };
  "keep.runs-not-kept": { readonly cause: FaultMessage };
  "keep.runs-unreadable": { readonly runs: number };
  /** As an earlier version of the app wrote it. */
  "keep.earlier-note": { readonly text: string };
}
