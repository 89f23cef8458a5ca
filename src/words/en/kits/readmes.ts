import type { KitKind } from "../../../model/artifacts";
import type { Hindrance } from "../../../model/hindrance";
import { hindranceText } from "../hindrance";

/** What the zip of everything holds. */
interface ZipFacts {
  readonly dataset: string;
  readonly documents: number;
  readonly bits: number;
  readonly version: string;
  /** Names of the arrays of the hash and of the structure. */
  readonly parameters: readonly string[];
  /** What the structure stores of the documents; null: nothing. */
  readonly stored: string | null;
  /** The file of the arrays in `numpy/`. */
  readonly npz: string;
  /** What keeps some kinds of files out of the zip. */
  readonly hindrances: readonly Hindrance[];
}

/** `README.md` of the zip. */
function zip(facts: ZipFacts): string {
  const isHindered = (kind: KitKind) =>
    facts.hindrances.some((hindrance) => hindrance.kind === kind);
  const row = (kind: KitKind, text: string) =>
    isHindered(kind) ? "" : `\n${text}`;
  const stored = facts.stored === null ? [] : [facts.stored];
  return `# ${facts.dataset}: ${facts.documents} documents, ${facts.bits} bits

Everything that Bitsieve ${facts.version} trained and found, for other programs.

| | |
|---|---|
| \`parameters.safetensors\` | ${facts.parameters.join(", ")} |
| \`documents.safetensors\` | ${["ids", "hashes", ...stored].join(", ")} |${row("modules", "| `bitsieve.py`, `bitsieve.ts` | encode and search, without dependencies |")}
| \`golden.json\` | queries and what must come out${isHindered("modules") ? "" : "; `python3 bitsieve.py` compares"} |
| \`documents.parquet\`, \`documents.csv\` | the documents for the databases |
| \`duckdb/\`, \`pgvector/\`, \`postgresql/\`, \`clickhouse/\`, \`spark/\` | schema, load, queries; run them from this folder |
| \`qdrant/\`, \`milvus/\` | scripts, not run by the tests |${row("faiss", "| `faiss/` | a transform and two indexes as FAISS writes them |")}
| \`numpy/${facts.npz}\` | all arrays and metadata.json |${row("notebook", "| `notebook/` | the notebooks' own file names |")}

${facts.hindrances.map((hindrance) => `${hindranceText(hindrance)}\n\n`).join("")}Load this zip, \`parameters.safetensors\` or \`documents.parquet\` into Bitsieve again by Data, Import parameters.
`;
}

/** What the files for FAISS hold. */
interface FaissFacts {
  readonly documents: number;
  readonly dim: number;
  readonly bits: number;
  /** Bits in whole bytes. */
  readonly storedBits: number;
  readonly limit: number;
}

/** `README.md` beside the files for FAISS. */
const faiss = (facts: FaissFacts) => `# FAISS

| file | read with | gives |
|---|---|---|
| \`itq.transform\` | \`faiss.read_VectorTransform\` | LinearTransform: vectors (d = ${facts.dim}) to projections (${facts.storedBits}) |
| \`hashes.binary\` | \`faiss.read_index_binary\` | IndexBinaryIDMap over IndexBinaryFlat, ${facts.documents} codes with their ids |
| \`floats.index\` | \`faiss.read_index\` | IndexIDMap over transform and IndexLSH: searched with raw vectors |

\`\`\`python
import faiss, numpy as np
vectors = ...                                     # (q, ${facts.dim}) float32, length 1
index = faiss.read_index("floats.index")
distances, ids = index.search(vectors, ${facts.limit})      # Hamming distances as floats

transform = faiss.read_VectorTransform("itq.transform")
binary = faiss.read_index_binary("hashes.binary")
codes = np.packbits(transform.apply(vectors) > 0, axis=1, bitorder="little")
distances, ids = binary.search(codes, ${facts.limit})
\`\`\`

FAISS packs the first bit of a byte as its LOWEST; the other files of this export pack it as the
highest (\`numpy.packbits\`). The mean is folded into the transform's bias: a projection within 1e-6 of
zero may fall on the other side. Equal distances come in no promised order: sort by (distance, id) to
compare. The pivot filter is not part of these files.
${facts.bits === facts.storedBits ? "" : `\nThe code has ${facts.bits} bits: FAISS stores ${facts.storedBits}, the last ones always 0.\n`}`;

export const readmes = { zip, faiss };
