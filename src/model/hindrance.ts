import type { ArtifactKind, KitKind } from "./artifacts";
import type { Portability } from "./portability";

/** Why a run cannot leave as files of a kind. */
export interface Hindrance {
  readonly kind: KitKind;
  readonly why: "hash-not-linear" | "hash-not-factored";
  /** The method that does not fit. */
  readonly method: string;
}

/** What keeps a run from leaving as files of `kind`; null: nothing does. */
export function hindranceOf(
  kind: ArtifactKind,
  { hash }: Portability,
): Hindrance | null {
  if (kind === "faiss" && !hash.isLinear)
    return { kind, why: "hash-not-linear", method: hash.method };
  if ((kind === "notebook" || kind === "modules") && !hash.isFactored)
    return { kind, why: "hash-not-factored", method: hash.method };
  return null;
}
