import type { KitContext } from "../kits/context";
import { isWholeColumn } from "../../search/rule/column";
import { storedWords } from "../kits/storedWords";
import type { GoldenQuery } from "../kits/golden";
import { type KitFile, textFile } from "../kits/kitFile";
import { binaryOfHex } from "./dialect";

const notRun =
  "Written from the documentation; not run by Bitsieve's tests, which have no such server.";

function rangesOf({ artifacts }: KitContext, query: GoldenQuery | undefined) {
  return (query?.bounds ?? []).map(({ low, high }, i) => ({
    column: artifacts.columns[i].name,
    low,
    high,
  }));
}

/** The names of the stored columns as a list of Python. */
function nameList({ artifacts }: KitContext): string {
  return `[${artifacts.columns.map(({ name }) => `"${name}"`).join(", ")}]`;
}

/** A sentence of a README on the stored columns, where there are any. */
function onColumns(context: KitContext, sentence: string): string {
  if (context.artifacts.columns.length === 0) return "";
  const { many } = storedWords(context);
  return ` ${many[0].toUpperCase()}${many.slice(1)} ${sentence}`;
}

/** Qdrant has no Hamming metric: the dot product of +-1 vectors stands for it. */
export function qdrantFiles(
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  const { artifacts, bits, options } = context;
  const [query] = queries;
  const conditions = rangesOf(context, query)
    .map(
      ({ column, low, high }) =>
        `        models.FieldCondition(key="${column}", range=models.Range(gte=${low}, lte=${high})),`,
    )
    .join("\n");
  const script = `"""${notRun}

pip install qdrant-client pyarrow numpy; run in the folder of documents.parquet.
"""

import numpy as np
import pyarrow.parquet as pq
from qdrant_client import QdrantClient, models

BITS = ${bits}
COLUMNS = ${nameList(context)}


def signs(hex_code):
    """+1 and -1 for each bit: dot = BITS - 2 * hamming."""
    bits = np.unpackbits(np.frombuffer(bytes.fromhex(hex_code), dtype=np.uint8))[:BITS]
    return (2.0 * bits - 1.0).astype(np.float32)


client = QdrantClient("http://localhost:6333")
client.create_collection(
    "documents",
    vectors_config=models.VectorParams(
        size=BITS, distance=models.Distance.DOT, on_disk=True
    ),
    quantization_config=models.BinaryQuantization(
        binary=models.BinaryQuantizationConfig(always_ram=True)
    ),
)
${artifacts.columns
  .map(
    (column) =>
      `client.create_payload_index("documents", "${column.name}", "${isWholeColumn(column) ? "integer" : "float"}")`,
  )
  .join("\n")}

for batch in pq.ParquetFile("documents.parquet").iter_batches(1000):
    rows = batch.to_pylist()
    client.upsert(
        "documents",
        points=[
            models.PointStruct(
                id=row["id"],
                vector=signs(row["hash"]).tolist(),
                payload={name: row[name] for name in COLUMNS},
            )
            for row in rows
        ],
    )

# ${query ? `${query.kind} ${query.id}` : "a query"}: its bounds, then its code.
found = client.query_points(
    "documents",
    query=signs("${query?.hex ?? ""}").tolist(),
    query_filter=models.Filter(must=[
${conditions}
    ]),
    limit=${options.limit},
)
for point in found.points:
    print(point.id, (BITS - round(point.score)) // 2)
`;
  return [
    textFile(
      "qdrant/README.md",
      () => `# Qdrant

**${notRun}**

Qdrant has no Hamming metric. \`load_and_query.py\` stores each code as a vector of +1 and -1 with the
metric Dot and binary quantization: dot = ${bits} - 2 x Hamming, so the order is the same; equal
distances come in no promised order.${onColumns(context, "are payload fields with range conditions.")}
`,
    ),
    textFile("qdrant/load_and_query.py", () => script),
  ];
}

/** Milvus: BINARY_VECTOR with the metric HAMMING. */
export function milvusFiles(
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  const { artifacts, bits, options } = context;
  const padded = Math.ceil(bits / 8) * 8;
  const [query] = queries;
  const expression = rangesOf(context, query)
    .map(({ column, low, high }) => `${low} <= ${column} <= ${high}`)
    .join(" and ");
  const script = `"""${notRun}

pip install pymilvus pyarrow; run in the folder of documents.parquet.
"""

import pyarrow.parquet as pq
from pymilvus import DataType, MilvusClient

COLUMNS = ${nameList(context)}

client = MilvusClient("http://localhost:19530")
schema = client.create_schema()
schema.add_field("id", DataType.INT64, is_primary=True)
schema.add_field("hash", DataType.BINARY_VECTOR, dim=${padded})
${artifacts.columns
  .map(
    (column) =>
      `schema.add_field("${column.name}", DataType.${isWholeColumn(column) ? "INT32" : "FLOAT"})`,
  )
  .join("\n")}
index = client.prepare_index_params()
index.add_index("hash", index_type="BIN_FLAT", metric_type="HAMMING")
client.create_collection("documents", schema=schema, index_params=index)

for batch in pq.ParquetFile("documents.parquet").iter_batches(1000):
    client.insert(
        "documents",
        [
            {"id": row["id"], "hash": bytes.fromhex(row["hash"])}
            | {name: row[name] for name in COLUMNS}
            for row in batch.to_pylist()
        ],
    )

# ${query ? `${query.kind} ${query.id}, bits ${binaryOfHex(query.hex, bits).slice(0, 8)}...` : "a query"}
found = client.search(
    "documents",
    data=[bytes.fromhex("${query?.hex ?? ""}")],
    filter="${expression}",
    limit=${options.limit},
    search_params={"metric_type": "HAMMING"},
)
for hit in found[0]:
    print(hit["id"], hit["distance"])
`;
  return [
    textFile(
      "milvus/README.md",
      () => `# Milvus

**${notRun}**

\`load_and_query.py\` stores the codes as BINARY_VECTOR (dim = ${padded}) with BIN_FLAT and the metric HAMMING; bytes
are as everywhere in this export, the first bit the highest of its byte.${onColumns(context, "are scalar fields, their bounds the filter expression.")}
`,
    ),
    textFile("milvus/load_and_query.py", () => script),
  ];
}
