import { DataError } from "../../data/dataError";
import { loadSample } from "../../data/sample";
import { SHORTEST_HASH_BITS } from "../../search/hash/trainingSettings";
import { makeSyntheticInSteps } from "../../data/synthetic";
import { assemble, type Dataset, withoutExtras } from "../dataset";
import { embedDataset, openKept } from "./embedDataset";
import { readColumns } from "./readColumns";
import type { CallContext } from "../progress";
import { stageContext } from "../progress";
import type { HubAndStorage } from "../hubAndStorage";
import type { ModelDtype } from "../../model/embedding";
import type { LoadSource } from "./dataSource";

/** What manifests call the precisions of models. */
const DTYPES: Readonly<Partial<Record<string, ModelDtype>>> = {
  float32: "fp32",
  float16: "fp16",
};

/**
 * Reads, embeds where asked, checks and fingerprints a source. Throws
 * `DataError`, `EmbedError` or `KeepError`; what was open before is not touched.
 */
export async function loadDataset(
  source: LoadSource,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<Dataset> {
  if ("sample" in source)
    return loadNamedSample(source.sample, hubAndStorage.baseUrl(), call);
  if ("synthetic" in source) {
    const context = stageContext(
      {
        stage: "load",
        activity: { name: "progress.synthetic-set", params: {} },
        unit: "documents",
      },
      call,
    );
    const matrix = await makeSyntheticInSteps(
      source.synthetic,
      (done, total) => context.checkpoint(done, total),
      { rows: SHORTEST_HASH_BITS + 1, dim: SHORTEST_HASH_BITS },
    );
    return assemble({
      ...withoutExtras,
      name: `synthetic-${matrix.rows}x${matrix.dim}`,
      vectors: { label: "synthetic", matrix },
    });
  }
  if ("kept" in source)
    return assemble(await openKept(source.kept, hubAndStorage, call));
  if (
    "files" in source ||
    "url" in source ||
    "hub" in source ||
    "wikipedia" in source
  ) {
    const read = await readColumns(source, hubAndStorage, call);
    const unchecked =
      read.kind === "vectors"
        ? read.unchecked
        : await embedDataset(read.texts, source, hubAndStorage, call);
    return assemble({
      ...unchecked,
      normalise: source.normalise ?? false,
      bits: source.bits ?? null,
    });
  }
  throw new DataError("unknown-format", "data.no-source", {});
}

async function loadNamedSample(
  name: string,
  baseUrl: string,
  call: CallContext,
): Promise<Dataset> {
  const context = stageContext(
    {
      stage: "load",
      activity: { name: "progress.sample", params: {} },
      unit: "bytes",
    },
    call,
  );
  const report = (loaded: number, total: number) => {
    // A cancel reaches the download by its signal, not by this promise.
    context.checkpoint(loaded, total).catch(() => undefined);
  };
  const sample = await loadSample(name, baseUrl, fetch, report, call.signal);
  return assemble({
    ...withoutExtras,
    name,
    vectors: { label: "vectors.npy", matrix: sample.vectors },
    texts: { label: "documents.jsonl", rows: sample.documents },
    queryVectors: { label: "query-vectors.npy", matrix: sample.queryVectors },
    queryTexts: { label: "queries.jsonl", rows: sample.queries },
    model: sample.manifest.model.id,
    dtype: DTYPES[sample.manifest.model.precision ?? ""] ?? null,
    title: sample.manifest.title,
    description: sample.manifest.description,
  });
}
