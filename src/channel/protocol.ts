/*
 * What the two ends of a channel say to each other. One end serves methods, the
 * other calls them; a worker, a message port or a worker's own `self` can be
 * either end.
 */

/** Methods that are answered: what is asked, and what is answered. */
export type CallTable<C> = {
  readonly [N in keyof C]: { readonly in: unknown; readonly out: unknown };
};

/** For a channel without methods that are told and never answered. */
export type NoTells = Record<never, never>;

/** What comes from the end that serves, beside the answers. */
export interface ServedTypes {
  /** Sent while a call is at work. */
  readonly progress: unknown;
  /** An error, as plain data. */
  readonly failure: unknown;
  /** Sent unasked. */
  readonly news: unknown;
}

/** From the caller. A `tell` is not answered. */
export type ChannelRequest =
  | {
      readonly kind: "call";
      readonly callId: number;
      readonly method: string;
      readonly input: unknown;
    }
  | { readonly kind: "tell"; readonly method: string; readonly input: unknown }
  | { readonly kind: "cancel"; readonly callId: number };

/** From the end that serves: one `done` or `failed` for each call. */
export type ChannelReply<S extends ServedTypes> =
  | {
      readonly kind: "progress";
      readonly callId: number;
      readonly progress: S["progress"];
    }
  | { readonly kind: "done"; readonly callId: number; readonly output: unknown }
  | {
      readonly kind: "failed";
      readonly callId: number;
      readonly failure: S["failure"];
    }
  | { readonly kind: "news"; readonly news: S["news"] }
  /** Names the lock that this thread holds until it ends. */
  | { readonly kind: "life"; readonly lock: string };

/** The part of `Worker`, `MessagePort` and a worker's `self` that is used; `In` is what arrives. */
export interface ChannelEnd<In> {
  postMessage(
    message: unknown,
    options: { readonly transfer: Transferable[] },
  ): void;
  addEventListener(
    type: "message",
    listener: (event: MessageEvent<In>) => void,
  ): void;
  /** A port holds its messages back until it is started. */
  start?(): void;
}
