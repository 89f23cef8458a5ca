import type { Message } from "../model/message";
import type { Matrix } from "../compute/backend";
import { catalogueIdFor } from "../embed/catalogue";
import { ConfigError } from "../model/configError";
import type { Dataset } from "./dataset";
import { embedTexts, openModel } from "./loading/embedTexts";
import type { CallContext } from "./progress";
import type { HubAndStorage } from "./hubAndStorage";
import type { EmbedRequest } from "../model/embedding";
import type { TextQuery } from "../model/searchReport";

/** The model that made the vectors of a data set, as far as it is known. */
export function modelOf({ info }: Dataset): EmbedRequest | null {
  if (info.embedding) {
    const { settings } = info.embedding;
    return {
      model: settings.model,
      revision: settings.revision,
      device: settings.device,
      dtype: settings.dtype,
      pooling: settings.pooling,
      prefix: settings.passagePrefix,
      queryPrefix: settings.queryPrefix,
    };
  }
  return info.model === null ? null : { model: catalogueIdFor(info.model) };
}

/** The vector of a typed text, and what a person should know of it. */
export interface EmbeddedQuery {
  readonly vector: Matrix;
  readonly notes: readonly Message[];
}

/** The vector of a typed text, by the model that made the documents' vectors. */
export async function embedQuery(
  query: TextQuery,
  dataset: Dataset,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<EmbeddedQuery> {
  const text = query.text.trim();
  if (text === "") throw new ConfigError("config.query-empty", {});
  const request = query.embedding ?? modelOf(dataset);
  if (!request)
    throw new ConfigError("config.query-model-unknown", {
      dim: dataset.info.dim,
    });
  const notes: Message[] = [];
  const onNote = (note: Message) => notes.push(note);
  const model = await openModel(request, hubAndStorage, call, onNote);
  const { settings } = model;
  if (settings.dim !== dataset.info.dim)
    throw new ConfigError("config.query-model-dimensions", {
      model: settings.model,
      modelDim: settings.dim,
      dim: dataset.info.dim,
    });
  const prefix =
    query.role === "passage" ? settings.passagePrefix : settings.queryPrefix;
  const { vectors, settings: used } = await embedTexts(
    model,
    [prefix + text],
    call,
    onNote,
  );
  if (dataset.dtype !== null && used.dtype !== dataset.dtype)
    notes.push({
      name: "embed.query-precision",
      params: { query: used.dtype, documents: dataset.dtype },
    });
  return { vector: { data: vectors, rows: 1, columns: settings.dim }, notes };
}
