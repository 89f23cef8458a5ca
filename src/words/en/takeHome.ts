import type { KitKind } from "../../model/artifacts";

interface TargetText {
  readonly title: string;
  readonly contains: string;
  /** How to load it, ready to be pasted. */
  readonly snippet: string;
}

/** Schema, load and query of a kit's folder, each run by `command`. */
const kit = (folder: string, command: string) =>
  [
    `# in the unpacked folder; then compare ${folder}/queries.sql with expected.csv`,
    ...["schema", "load", "query"].map(
      (name) => `${command} ${folder}/${name}.sql`,
    ),
  ].join("\n");

const targets: Readonly<Record<KitKind, TargetText>> = {
  zip: {
    title: "Everything",
    contains:
      "One zip: all of the below over one copy of the documents, with a README.",
    snippet: `unzip *pivots.zip -d bitsieve && cd bitsieve
python3 bitsieve.py        # "identical: 50 golden queries"`,
  },
  npz: {
    title: "numpy .npz",
    contains:
      "mean, pca, rotation, pivots, hashes (0/1 and packed), pivot distances, queries, true neighbours; metadata.json.",
    snippet: `import numpy as np
a = np.load("run.npz")
z = (x - a["mean"]) @ a["pca"] @ a["rotation"]
codes = np.packbits(z > 0, axis=1)          # as a["packed_hashes"]`,
  },
  npy: {
    title: "Single .npy files",
    contains: "The same arrays, a file each.",
    snippet: `import numpy as np
mean, pca, rotation = (np.load(f"{n}.npy") for n in ("mean", "pca", "rotation"))`,
  },
  notebook: {
    title: "The notebooks’ files",
    contains:
      "<short>_itq_mean_vector.npy, _itq_pca_matrix.npy, _itq_rotation_matrix.npy, _pivots_8.npy, hashes and pivot distances; pivots as hex; a JSON manifest in place of the pickled dict.",
    snippet: `import json, numpy as np
meta = json.load(open("minilm_itq_metadata.json"))
hashes = np.load("10k_minilm_hashes_128bits.npy")   # (n, bits) 0/1`,
  },
  safetensors: {
    title: "safetensors",
    contains: "mean, pca, rotation and pivots, with metadata as texts.",
    snippet: `from safetensors.numpy import load_file
p = load_file("parameters.safetensors")
z = (x - p["mean"]) @ p["pca"] @ p["rotation"]`,
  },
  faiss: {
    title: "FAISS",
    contains:
      "A LinearTransform with the mean folded in, an IndexBinaryFlat with ids, and an index that takes raw vectors.",
    snippet: `import faiss
index = faiss.read_index("floats.index")
distances, ids = index.search(vectors, 500)   # float32, length 1`,
  },
  parquet: {
    title: "Parquet",
    contains:
      "id, title, text, hash as hex and as signed 64-bit words, pivot distances, vectors; the parameters in its metadata.",
    snippet: `import pyarrow.parquet as pq
t = pq.read_table("documents.parquet")
t.schema.metadata[b"bitsieve.metadata"]`,
  },
  duckdb: {
    title: "DuckDB",
    contains:
      "Parquet, schema, load, one search with its bounds, 50 golden queries and what they must find.",
    snippet: kit("duckdb", "duckdb docs.db <"),
  },
  pgvector: {
    title: "PostgreSQL + pgvector",
    contains:
      "CSV, schema with bit and vector, load, hnsw index on bit, queries with <~>, golden queries.",
    snippet: kit("pgvector", "psql -d yours -f"),
  },
  postgresql: {
    title: "PostgreSQL alone",
    contains:
      "The same without an extension: bit_count(hash # ...), PostgreSQL 14 or later.",
    snippet: kit("postgresql", "psql -d yours -f"),
  },
  clickhouse: {
    title: "ClickHouse",
    contains:
      "Parquet, a MergeTree sorted by a pivot, load, queries, golden queries; runs on one server or a cluster.",
    snippet: kit(
      "clickhouse",
      "clickhouse-local --path ./store --queries-file",
    ),
  },
  spark: {
    title: "Spark SQL",
    contains:
      "Parquet, table, load, queries with signed words, golden queries.",
    snippet: kit("spark", "spark-sql -f"),
  },
  qdrant: {
    title: "Qdrant",
    contains:
      "Parquet and a script: ±1 vectors with Dot, range conditions. Not run by our tests.",
    snippet: "python3 qdrant/load_and_query.py",
  },
  milvus: {
    title: "Milvus",
    contains:
      "Parquet and a script: BINARY_VECTOR with HAMMING. Not run by our tests.",
    snippet: "python3 milvus/load_and_query.py",
  },
  modules: {
    title: "Python and TypeScript",
    contains:
      "encode and search without dependencies, the parameters and hashes beside them, and golden vectors to prove parity.",
    snippet: `python3 bitsieve.py                # checks golden.json

from bitsieve import *
p = load_parameters("parameters.safetensors")
d = load_documents("documents.safetensors")
search(p, d, vector, limit=500, threshold=20)`,
  },
  golden: {
    title: "Golden vectors",
    contains:
      "50 queries: vector, code, pivot distances, bounds, expected ids and distances.",
    snippet: `import json
for q in json.load(open("golden.json"))["queries"]:
    assert my_encode(q["input"]) == q["code"]`,
  },
};

/** What the visitor reads in Take it home. */
export const takeHome = {
  intro: (threshold: string, limit: string) =>
    `Queries are written for the setting on the page: ${threshold}, L = ${limit}.`,
  embeddings: "With the vectors",
  texts: "With titles and texts",
  groups: {
    all: "All at once",
    arrays: "Arrays",
    databases: "Databases",
    code: "Code and proof",
    stores: "Vector stores",
  },
  save: "Save",
  saveNamed: (title: string) => `Save ${title}`,
  size: (size: string) => `about ${size}`,
  how: "How to load it",
  copy: "Copy",
  copied: "Copied.",
  refused: "The browser did not allow copying; select the text.",
  cancel: "Cancel",
  starting: "Preparing…",
  progress: (done: string, total: string, unit: string, detail: string) =>
    `${done} of ${total} ${unit} · ${detail}`,
  saved: (name: string, size: string, held: string) =>
    `${name}: ${size} written to disk, at most ${held} of it in memory at a time.`,
  cancelled: "Stopped. Nothing was kept.",
  empty: "Nothing to take home until a run has finished.",
  targets,
} as const;
