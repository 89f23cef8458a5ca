/** What the zip of everything holds. */
interface ZipFacts {
  readonly dataset: string;
  readonly documents: number;
  readonly bits: number;
  readonly version: string;
  /** Names of the structure's arrays. */
  readonly structureArrays: readonly string[];
  /** What the structure stores of the documents; null: nothing. */
  readonly stored: string | null;
  /** The file of the arrays in `numpy/`. */
  readonly npz: string;
}

const list = (names: readonly string[]) =>
  names.map((name) => `, ${name}`).join("");

/** `README.md` of the zip. */
const zip = (facts: ZipFacts) =>
  `# ${facts.dataset}: ${facts.documents} documents, ${facts.bits} bits

Everything that Bitsieve ${facts.version} trained and found, for other programs.

| | |
|---|---|
| \`parameters.safetensors\` | mean, pca, rotation${list(facts.structureArrays)} |
| \`documents.safetensors\` | ids, hashes${facts.stored === null ? "" : list([facts.stored])} |
| \`bitsieve.py\`, \`bitsieve.ts\` | encode and search, without dependencies |
| \`golden.json\` | queries and what must come out; \`python3 bitsieve.py\` compares |
| \`documents.parquet\`, \`documents.csv\` | the documents for the databases |
| \`duckdb/\`, \`pgvector/\`, \`postgresql/\`, \`clickhouse/\`, \`spark/\` | schema, load, queries; run them from this folder |
| \`qdrant/\`, \`milvus/\` | scripts, not run by the tests |
| \`faiss/\` | a transform and two indexes as FAISS writes them |
| \`numpy/${facts.npz}\` | all arrays and metadata.json |
| \`notebook/\` | the notebooks' own file names |

Load this zip, \`parameters.safetensors\` or \`documents.parquet\` into Bitsieve again by Data, Import parameters.
`;

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
