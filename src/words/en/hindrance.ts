import type { KitKind } from "../../model/artifacts";
import type { Hindrance } from "../../model/hindrance";

/** Exports that not every method can leave in. */
const targets: Readonly<Partial<Record<KitKind, string>>> = {
  faiss: "FAISS’s files",
  modules: "the Python and TypeScript modules",
  notebook: "the notebooks’ files",
};

const hindrances: Readonly<
  Record<Hindrance["why"], (target: string, method: string) => string>
> = {
  "hash-not-linear": (target, method) =>
    `Hash ${method} cannot leave in ${target}: they need one linear map of the vector.`,
  "hash-not-factored": (target, method) =>
    `Hash ${method} cannot leave in ${target}: they need mean, pca and rotation.`,
};

/** What keeps a run from leaving in files of a kind, in one sentence. */
export function hindranceText({ kind, why, method }: Hindrance): string {
  return hindrances[why](targets[kind] ?? kind, method);
}
