/** What ends a call whatever it was asked. */
export interface SessionFaults {
  /** Stopped by the visitor or by a newer call. */
  "session.cancelled": Record<never, never>;
  /** The engine refused an allocation; its own words. */
  "session.out-of-memory": { readonly detail: string };
  /** Nothing that the app foresaw; the error's own words. */
  "session.internal": { readonly detail: string };
  /** An error of the page itself; its own words. */
  "session.page-internal": { readonly detail: string };
  /** Measuring beside other work would spoil the times. */
  "session.measuring-refused": Record<never, never>;
  "session.worker-stopped": { readonly detail: string };
  "session.worker-not-loaded": Record<never, never>;
  "session.worker-ended": Record<never, never>;
  /** The browser ended it without an event, as when memory runs out. */
  "session.worker-gone": Record<never, never>;
  /** Another took its place; null: no data set was open. */
  "session.worker-restarted": {
    readonly dataset: string | null;
    readonly hadImported: boolean;
  };
}
