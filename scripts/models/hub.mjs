const HUB = "https://huggingface.co";
/** The hub either answers soon, or is not there. */
const ANSWER_MS = 5000;

/** Files that transformers.js reads, weights in full precision and q8. */
const WANTED = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "onnx/model.onnx",
  "onnx/model_quantized.onnx",
];

/**
 * The files of a model from the hub, with the SHA-256 that it lists for the large ones.
 * @param {string} id @param {(line: string) => void} note
 * @returns {Promise<{ files: Map<string, Buffer>, sha256: Record<string, string> }>}
 * @throws {Error} When the hub does not answer.
 */
export async function fetchFromHub(id, note) {
  const list = await fetch(`${HUB}/api/models/${id}/tree/main?recursive=true`, {
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!list.ok) throw new Error(`the hub answered ${list.status}`);
  const entries = await list.json();
  const files = new Map();
  const sha256 = {};
  for (const path of WANTED) {
    const entry = entries.find((candidate) => candidate.path === path);
    if (!entry) continue;
    note(`Downloading ${path} of ${id} (${(entry.size / 1e6).toFixed(1)} MB).`);
    const response = await fetch(`${HUB}/${id}/resolve/main/${path}`);
    if (!response.ok)
      throw new Error(`the hub answered ${response.status} for ${path}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.length !== entry.size)
      throw new Error(`${path} has ${bytes.length} bytes, not ${entry.size}`);
    files.set(path, bytes);
    if (entry.lfs?.oid) sha256[path] = entry.lfs.oid;
  }
  return { files, sha256 };
}
