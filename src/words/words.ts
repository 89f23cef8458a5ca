/** What a person reads of a fault: what was wrong and where, and a way out. */
export interface FaultText {
  readonly message: string;
  readonly hint: string | null;
}

/** A sentence for each fault of `F`: a missing or a further one does not compile. */
export type FaultWords<F> = {
  readonly [N in keyof F]: (params: F[N]) => FaultText;
};

/** A sentence for each message of `M`: a missing or a further one does not compile. */
export type MessageWords<M> = {
  readonly [N in keyof M]: (params: M[N]) => string;
};
