const notRun =
  "Written from the documentation; not run by Bitsieve's tests, which have no such server.";

/** A sentence on the stored values, where a structure stores any. */
function onStored(stored: string | null, sentence: string): string {
  if (stored === null) return "";
  return ` ${stored[0].toUpperCase()}${stored.slice(1)} ${sentence}`;
}

/** What the scripts for vector stores and their READMEs say. */
export const stores = {
  /** At the head of a script: what to install, and where to run it. */
  script: (packages: string, data: string) => `${notRun}

pip install ${packages}; run in the folder of ${data}.`,
  signs: "+1 and -1 for each bit: dot = BITS - 2 * hamming.",
  anyQuery: "a query",
  boundsThenCode: (query: string) => `${query}: its bounds, then its code.`,
  queryBits: (query: string, bits: string) => `${query}, bits ${bits}...`,
  qdrant: (bits: number, stored: string | null) => `# Qdrant

**${notRun}**

Qdrant has no Hamming metric. \`load_and_query.py\` stores each code as a vector of +1 and -1 with the
metric Dot and binary quantization: dot = ${bits} - 2 x Hamming, so the order is the same; equal
distances come in no promised order.${onStored(stored, "are payload fields with range conditions.")}
`,
  milvus: (dim: number, stored: string | null) => `# Milvus

**${notRun}**

\`load_and_query.py\` stores the codes as BINARY_VECTOR (dim = ${dim}) with BIN_FLAT and the metric HAMMING; bytes
are as everywhere in this export, the first bit the highest of its byte.${onStored(stored, "are scalar fields, their bounds the filter expression.")}
`,
};
