/** Why a text is no code of the hash. */
export type CodeProblem =
  | { readonly kind: "no-digits" }
  | {
      readonly kind: "length";
      readonly digits: number;
      readonly bits: number;
    };
