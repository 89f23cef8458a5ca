import type { ModelInfo } from "../../embed/types";
import type { Session } from "../session";

/** The catalogue, or the one model of the hub that `id` names. */
export async function models(
  { hubAndStorage }: Session,
  { id }: { readonly id?: string },
): Promise<readonly ModelInfo[]> {
  const library = await hubAndStorage.library();
  return id === undefined ? library.list() : [await library.describe(id)];
}
