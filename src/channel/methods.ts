/*
 * A method is declared once, as the function that answers it: what it is asked
 * with and what it answers are read from that function's type.
 */

/** Methods that work on a common context. */
export type MethodTable<Context> = Readonly<
  Record<string, (context: Context, ...rest: never[]) => Promise<unknown>>
>;

/** The methods of a table, their context given. */
export type Bound<T> = {
  readonly [N in keyof T]: T[N] extends (
    context: never,
    ...rest: infer Rest
  ) => infer Answer
    ? (...rest: Rest) => Answer
    : never;
};

/** What methods of (input, call) are asked with and answer; one without an input is asked with null. */
export type CallsOf<
  H extends Readonly<Record<keyof H, (...input: never[]) => Promise<unknown>>>,
> = {
  readonly [N in keyof H]: {
    readonly in: Parameters<H[N]> extends readonly []
      ? null
      : Parameters<H[N]>[0];
    readonly out: Awaited<ReturnType<H[N]>>;
  };
};

/** The methods of a table at work on one context. */
export function bind<Context, T extends MethodTable<Context>>(
  table: T,
  context: Context,
): Bound<T> {
  const entries = Object.entries(table).map(([name, method]) => [
    name,
    (...rest: never[]) => method(context, ...rest),
  ]);
  // `fromEntries` forgets which name goes with which method.
  return Object.fromEntries(entries) as Bound<T>;
}
