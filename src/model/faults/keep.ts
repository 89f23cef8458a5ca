/** Faults of the browser's own storage. `id` is that of a kept entry. */
export interface KeepFaults {
  /** Runs cannot be kept. */
  "keep.no-page-folder": Record<never, never>;
  /** Embeddings cannot be kept. */
  "keep.no-storage": Record<never, never>;
  "keep.no-safe-writing": Record<never, never>;
  /** `quota` null: the browser does not say what it allows. */
  "keep.storage-full": {
    readonly needed: number;
    readonly usage: number;
    readonly quota: number | null;
  };
  "keep.made-elsewhere": Record<never, never>;
  "keep.no-document-id": { readonly id: string };
  "keep.missing": { readonly id: string };
  "keep.description-unreadable": { readonly id: string };
  "keep.another-version": { readonly id: string };
  "keep.rows-of-another-length": { readonly id: string; readonly dim: number };
  "keep.texts-missing": { readonly id: string };
  "keep.texts-unreadable": { readonly id: string };
}
