import { formatNpyHeader } from "../../data/npyHeader";
import { type NpyInput, writeNpy } from "../../data/npy";
import { runArrays } from "../arrays";
import { type ByteSink, bytesOf } from "../formats/byteSink";
import { createZip } from "../formats/zip";
import { metadataJson } from "../metadata";
import { toHex } from "../../numeric/codeWords";
import { packBits } from "../../numeric/bits";
import type { StructureArrays } from "../../model/rule";
import type { RowReader, KitContext } from "./context";
import { rowsPerBatch } from "./documents";
import { byteFile, type KitFile, textFile } from "./kitFile";

/** The vectors as one .npy, (n, d) f32, written as they are read. */
async function writeEmbeddings(
  sink: ByteSink,
  rows: RowReader,
  context: KitContext,
): Promise<void> {
  sink.write(formatNpyHeader("f4", [context.n, context.dim]));
  const count = rowsPerBatch(context);
  for await (const { vectors } of rows({ vectors: true, texts: false, count }))
    if (vectors) sink.write(bytesOf(vectors));
}

/** One .npz of all arrays under their plain names, metadata.json beside them. */
export function npzFile(context: KitContext, path: string): KitFile {
  const { artifacts, options } = context;
  return {
    path,
    passes: options.embeddings ? 1 : 0,
    async write(sink, rows) {
      const arrays = runArrays(artifacts);
      const zip = createZip(sink);
      const named = Object.entries(arrays).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [name, array] of named)
        zip.member(`${name}.npy`).write(writeNpy(array));
      if (options.embeddings)
        await writeEmbeddings(zip.member("embeddings.npy"), rows, context);
      zip.member("metadata.json").write(await metadataJson(artifacts, arrays));
      zip.finish();
    },
  };
}

/** The same arrays, a file each. */
export function npyFiles(context: KitContext): KitFile[] {
  const arrays = Object.entries(runArrays(context.artifacts));
  const files = arrays.map(([name, array]) =>
    byteFile(`${name}.npy`, () => writeNpy(array)),
  );
  return context.options.embeddings
    ? [...files, embeddingsFile(context, "embeddings.npy")]
    : files;
}

function embeddingsFile(context: KitContext, path: string): KitFile {
  return {
    path,
    passes: 1,
    write: (sink, rows) => writeEmbeddings(sink, rows, context),
  };
}

/** The notebooks' short name of a model: "e5_small", "bge_small", "minilm". */
export function shortName(model: string | null, dataset: string): string {
  const name = model?.split("/").pop() ?? dataset;
  const short = name
    .toLowerCase()
    .replace(/^(multilingual|all)-/, "")
    .replace(/-l\d+-v\d+$/, "")
    .replace(/-en(-v[\d.]+)?$/, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return short === "" ? "data" : short;
}

/** "10k" for 10,000; the number itself where it is no whole thousand. */
function sizeName(n: number): string {
  return n % 1000 === 0 && n > 0 ? `${n / 1000}k` : String(n);
}

/**
 * The notebooks' own set: mean, pca, rotation and pivots as they are exported
 * "for another system", hashes and pivot distances under their 10k names, the
 * pivots once more as hex, and a manifest where the notebooks pickle a dict.
 */
export function notebookFiles(context: KitContext): KitFile[] {
  const { artifacts, bits, dim, n, options } = context;
  const { result, model, structureArrays } = artifacts;
  const { mean, pca, rotation, pivots, hashes, pivot_distances } =
    runArrays(artifacts);
  const short = shortName(model, result.dataset.name);
  const size = `${sizeName(n)}_${short}`;
  const files: Record<string, NpyInput> = {
    [`${short}_itq_mean_vector`]: mean,
    [`${short}_itq_pca_matrix`]: pca,
    [`${short}_itq_rotation_matrix`]: rotation,
    // Their only structure.
    ...(pivots ? { [`${short}_pivots_${pivots.shape[0]}`]: pivots } : {}),
    [`${size}_hashes_${bits}bits`]: hashes,
    ...(pivot_distances
      ? { [`${size}_pivot_distances`]: pivot_distances }
      : {}),
  };
  const { hash } = result.config;
  const manifest = () => {
    const document = {
      schema: "bitsieve.notebook/1",
      // The keys of the notebooks' own dict.
      n_bits: bits,
      n_iterations: hash["iterations"] ?? 0,
      seed: hash.seed,
      model_name: model,
      embedding_dim: dim,
      // What theirs does not say.
      ...artifacts.structureFacts,
      n_pivots: pivots?.shape[0] ?? 0,
      n_documents: n,
      explained_variance: result.fit.explainedVariance,
      files: Object.fromEntries(
        Object.entries(files).map(([name, { shape, dtype }]) => [
          `${name}.npy`,
          { shape, dtype },
        ]),
      ),
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  };
  return [
    ...Object.entries(files).map(([name, array]) =>
      byteFile(`${name}.npy`, () => writeNpy(array)),
    ),
    ...(options.embeddings
      ? [embeddingsFile(context, `${size}_embeddings.npy`)]
      : []),
    textFile(`${short}_itq_metadata.json`, manifest),
    ...pivotCodes(structureArrays),
  ];
}

/** The pivots once more as JSON, where they are codes. */
function pivotCodes({ pivots }: StructureArrays): KitFile[] {
  if (!(pivots?.data instanceof Uint8Array)) return [];
  const { data, shape } = pivots;
  const [count, bits] = shape;
  return [
    textFile(`pivots_${count}_export.json`, () =>
      pivotsJson(data, count, bits),
    ),
  ];
}

/** Pivots as hex, the first bit the highest of the first byte. */
function pivotsJson(flags: Uint8Array, count: number, bits: number): string {
  const hex = toHex(packBits(flags, count, bits), count, bits);
  const document = {
    n_pivots: count,
    n_bits: bits,
    pivots: hex.map((digits, index) => ({
      index,
      hex: digits,
      popcount: flags
        .subarray(index * bits, (index + 1) * bits)
        .reduce((sum, bit) => sum + bit, 0),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
