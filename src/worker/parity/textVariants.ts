import type { Dataset } from "../dataset";
import { embedTexts, openModel } from "../loading/embedTexts";
import type { CallContext } from "../progress";
import type { HubAndStorage } from "../hubAndStorage";
import { modelOf } from "../typedQuery";
import type { TextVariant } from "../../model/messages/parity";
import type { VectorVariant } from "./vectorStage";
import type { Pooling, EmbedRequest } from "../../model/embedding";

/**
 * Vectors of a text as it is made by mistake: without the prefix, with the other
 * one, with another pooling. None where the model that made the data set is not
 * known or cannot be had.
 */
export async function textVariants(
  text: string,
  role: "query" | "passage",
  dataset: Dataset,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<readonly VectorVariant[]> {
  const request = modelOf(dataset);
  if (!request || text === "") return [];
  try {
    const asStored = await vectorsOf(request, [], dataset, hubAndStorage, call);
    const { passagePrefix, queryPrefix } = asStored.settings;
    const prefix = role === "passage" ? passagePrefix : queryPrefix;
    const other = role === "passage" ? queryPrefix : passagePrefix;
    const wanted: { readonly variant: TextVariant; readonly text: string }[] =
      [];
    if (prefix !== "")
      wanted.push({ variant: { kind: "without-prefix", prefix }, text });
    if (other !== prefix && other !== "")
      wanted.push({
        variant: { kind: "with-prefix", prefix: other },
        text: other + text,
      });
    for (const common of ["query: ", "passage: "])
      if (common !== prefix && common !== other)
        wanted.push({
          variant: { kind: "with-prefix", prefix: common },
          text: common + text,
        });
    const inputs = wanted.map((each) => each.text);
    const embedded = await vectorsOf(
      request,
      inputs,
      dataset,
      hubAndStorage,
      call,
    );
    const poolings: readonly Pooling[] = ["mean", "cls"];
    const variants: VectorVariant[] = wanted.map(({ variant }, i) => ({
      variant,
      vector: embedded.vectors[i],
    }));
    for (const pooling of poolings) {
      if (pooling === asStored.settings.pooling) continue;
      const changed = { ...request, pooling };
      const whole = [prefix + text];
      const { vectors } = await vectorsOf(
        changed,
        whole,
        dataset,
        hubAndStorage,
        call,
      );
      const [vector] = vectors;
      variants.push({ variant: { kind: "with-pooling", pooling }, vector });
    }
    return variants;
  } catch (error) {
    if (call.signal.aborted) throw error;
    // Without the model there is nothing to compare with: said as another vector.
    return [];
  }
}

async function vectorsOf(
  request: EmbedRequest,
  texts: readonly string[],
  { info }: Dataset,
  hubAndStorage: HubAndStorage,
  call: CallContext,
) {
  const model = await openModel(request, hubAndStorage, call, () => {});
  const { settings } = model;
  if (settings.dim !== info.dim) throw new Error("another model");
  if (texts.length === 0) return { settings, vectors: [] };
  const { vectors } = await embedTexts(model, texts, call, () => {});
  return {
    settings,
    vectors: texts.map((_, i) =>
      vectors.subarray(i * settings.dim, (i + 1) * settings.dim),
    ),
  };
}
