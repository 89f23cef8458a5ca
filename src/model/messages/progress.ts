/** What exactly goes on, where the name of the stage says too little, and more beside it. */
export interface ProgressMessages {
  "progress.synthetic-set": Record<never, never>;
  "progress.sample": Record<never, never>;
  "progress.opening": Record<never, never>;
  "progress.asking-for-articles": Record<never, never>;
  "progress.reading-articles": Record<never, never>;
  "progress.reading-file": { readonly file: string };
  "progress.downloading-model": Record<never, never>;
  "progress.opening-model": Record<never, never>;
  "progress.first-pivots": Record<never, never>;
  /** What the filter is expected to remove, before any query is compared. */
  "progress.forecast": {
    readonly threshold: number;
    readonly removed: number;
  };
  "progress.file": { readonly file: string };
  "progress.tokens-per-second": { readonly tokens: number };
  "progress.texts-cut": { readonly texts: number };
}
