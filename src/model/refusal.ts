import type {
  MethodFamily,
  MethodFaults,
  RefusalParams,
} from "./faults/method";

/** The parameters of fault "method.refused". */
export type Refusal = MethodFaults["method.refused"];

/**
 * Makes the refusals of a method. `R` lists them by name with what each tells;
 * the method's words hold a sentence for each, checked as `RefusalWords<R>`.
 */
export function refusalsOf<R>(family: MethodFamily, method: string) {
  return <N extends keyof R & string>(
    refusal: N,
    params: R[N] & RefusalParams,
  ): Refusal => ({ family, method, refusal, params });
}
