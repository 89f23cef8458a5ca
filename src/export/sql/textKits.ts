import type { KitContext } from "../kits/context";
import { isWholeColumn } from "../../search/rule/column";
import { storedWords } from "../kits/storedWords";
import type { GoldenQuery } from "../kits/golden";
import { type KitFile, textFile } from "../kits/kitFile";
import { binaryOfHex } from "./dialect";

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

/** What the structure stores; null: nothing. */
function storedValues(context: KitContext): string | null {
  return context.artifacts.columns.length > 0
    ? storedWords(context).many
    : null;
}

/** A text as a docstring of Python. */
const docstring = (text: string) =>
  `"""${text}${text.includes("\n") ? "\n" : ""}"""`;

const nameOf = ({ kind, id }: GoldenQuery) => `${kind} ${id}`;

/** Qdrant has no Hamming metric: the dot product of +-1 vectors stands for it. */
export function qdrantFiles(
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  const { artifacts, bits, options, text } = context;
  const [query] = queries;
  const conditions = rangesOf(context, query)
    .map(
      ({ column, low, high }) =>
        `        models.FieldCondition(key="${column}", range=models.Range(gte=${low}, lte=${high})),`,
    )
    .join("\n");
  const script = `${docstring(text.stores.script("qdrant-client pyarrow numpy", "documents.parquet"))}

import numpy as np
import pyarrow.parquet as pq
from qdrant_client import QdrantClient, models

BITS = ${bits}
COLUMNS = ${nameList(context)}


def signs(hex_code):
    ${docstring(text.stores.signs)}
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

# ${text.stores.boundsThenCode(query ? nameOf(query) : text.stores.anyQuery)}
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
    textFile("qdrant/README.md", () =>
      text.stores.qdrant(bits, storedValues(context)),
    ),
    textFile("qdrant/load_and_query.py", () => script),
  ];
}

/** Milvus: BINARY_VECTOR with the metric HAMMING. */
export function milvusFiles(
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  const { artifacts, bits, options, text } = context;
  const padded = Math.ceil(bits / 8) * 8;
  const [query] = queries;
  const expression = rangesOf(context, query)
    .map(({ column, low, high }) => `${low} <= ${column} <= ${high}`)
    .join(" and ");
  const script = `${docstring(text.stores.script("pymilvus pyarrow", "documents.parquet"))}

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

# ${query ? text.stores.queryBits(nameOf(query), binaryOfHex(query.hex, bits).slice(0, 8)) : text.stores.anyQuery}
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
    textFile("milvus/README.md", () =>
      text.stores.milvus(padded, storedValues(context)),
    ),
    textFile("milvus/load_and_query.py", () => script),
  ];
}
