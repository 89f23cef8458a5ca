/** What a configuration chooses methods of. */
export type MethodFamily = "hash" | "structure" | "score";

/** What a refusal of a method tells: numbers, names, shapes. */
export type RefusalParams = Readonly<
  Record<string, string | number | readonly number[] | readonly string[]>
>;

/** What one method alone refuses: its words come with the method's (`MethodWords`). */
export interface MethodFaults {
  "method.refused": {
    readonly family: MethodFamily;
    readonly method: string;
    /** Among the refusals of this method. */
    readonly refusal: string;
    readonly params: RefusalParams;
  };
}
