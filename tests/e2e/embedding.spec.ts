import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { openSmall } from "./support/app";

const model = "Xenova/all-MiniLM-L6-v2";
/** So many that a killed tab has left a shard, which is written after seconds, and not all. */
const texts = 400;
const sampleFolder = "public/samples/wordnet-10k";

/** Whether `npm run models` brought the real model. */
async function hasModel(): Promise<boolean> {
  const index = await readFile("public/models/index.json", "utf8").catch(
    () => "",
  );
  return index.includes(model);
}

test.beforeEach(async () => {
  const present = await hasModel();
  test.skip(!present, "npm run models did not bring all-MiniLM-L6-v2");
});

/** The first documents of the sample as a file of the page, by their texts. */
async function sampleLines(count: number): Promise<string> {
  const lines = await readFile(`${sampleFolder}/documents.jsonl`, "utf8");
  return lines.split("\n").slice(0, count).join("\n");
}

/** Loads texts with the model through the automation API. */
function loadTexts(
  page: Page,
  lines: string,
  options: { readonly dtype?: "fp32" | "q8" } = {},
) {
  return page.evaluate(
    ({ content, name, embedding }) =>
      window.bitsieve.load({
        files: [new File([content], "wordnet.jsonl")],
        model: name,
        embedding: { device: "wasm", ...embedding },
      }),
    { content: lines, name: model, embedding: options },
  );
}

/** Least cosine between the kept vectors and the sample's, over all rows. */
function agreement(page: Page, id: string, count: number): Promise<number> {
  return page.evaluate(
    async ({ id: kept, rows }) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root
        .getDirectoryHandle("bitsieve")
        .then((app) => app.getDirectoryHandle("embeddings"))
        .then((all) => all.getDirectoryHandle(kept))
        .then((entry) => entry.getDirectoryHandle("shards"));
      const dim = 384;
      const own = new Float32Array(rows * dim);
      for await (const handle of folder.values()) {
        const file = await (handle as FileSystemFileHandle).getFile();
        const buffer = await file.arrayBuffer();
        const head = new Uint32Array(buffer, 0, 8);
        const places = new Uint32Array(buffer, 32, head[4]);
        const vectors = new Float32Array(
          buffer,
          32 + head[4] * 8,
          head[4] * dim,
        );
        places.forEach((row, index) =>
          own.set(vectors.subarray(index * dim, (index + 1) * dim), row * dim),
        );
      }
      const bytes = await (
        await fetch("samples/wordnet-10k/vectors.npy")
      ).arrayBuffer();
      const header = 10 + new DataView(bytes).getUint16(8, true);
      const halves = new Uint16Array(bytes.slice(header), 0, rows * dim);
      const toFloat = (half: number) => {
        const exponent = (half >> 10) & 31;
        const fraction = half & 1023;
        const size =
          exponent === 0
            ? fraction * 2 ** -24
            : (1 + fraction / 1024) * 2 ** (exponent - 15);
        return half & 0x8000 ? -size : size;
      };
      let least = 1;
      for (let row = 0; row < rows; row++) {
        let dot = 0;
        let norm = 0;
        for (let j = 0; j < dim; j++) {
          const value = toFloat(halves[row * dim + j]);
          dot += value * own[row * dim + j];
          norm += value * value;
        }
        least = Math.min(least, dot / Math.sqrt(norm));
      }
      return least;
    },
    { id, rows: count },
  );
}

test("texts become the sample's vectors, are kept, and are opened again", async ({
  page,
}) => {
  const few = 160;
  await openSmall(page);
  const lines = await sampleLines(few);
  const info = await loadTexts(page, lines, { dtype: "fp32" });
  expect(info).toMatchObject({ name: "wordnet", n: few, dim: 384, model });
  const { embedding } = info;
  expect(embedding).toMatchObject({
    truncated: 0,
    resumedTexts: 0,
    parity: null,
    settings: { device: "wasm", dtype: "fp32", pooling: "mean" },
  });
  expect(embedding?.tokens).toBeGreaterThan(5 * few);
  const id = embedding?.keptId ?? "";
  expect(await agreement(page, id, few)).toBeGreaterThan(0.999);
  const result = await page.evaluate(() =>
    window.bitsieve.run({ hash: { bits: 64 }, queries: { count: 20 } }),
  );
  expect(result.dataset.fingerprint).toBe(info.fingerprint);

  // A new page: what was kept is there, whole.
  await openSmall(page);
  const again = await page.evaluate(async (kept) => {
    const { kept: entries } = await window.bitsieve.storage();
    const entry = entries.find(({ manifest }) => manifest.id === kept);
    return { entry, info: await window.bitsieve.load({ kept }) };
  }, id);
  expect(again.entry).toMatchObject({ complete: true, rowsDone: few });
  expect(again.info.fingerprint).toBe(info.fingerprint);
  expect(again.info.embedding?.resumedTexts).toBe(few);
});

test("a tab killed in the middle goes on and ends with the same bits", async ({
  page,
  context,
}) => {
  await openSmall(page);
  const lines = await sampleLines(texts);
  const whole = await loadTexts(page, lines);
  const id = whole.embedding?.keptId ?? "";
  // Nothing of the uninterrupted run stays.
  await page.getByTestId("data-chip").waitFor();
  await page.evaluate(async (kept) => {
    const root = await navigator.storage.getDirectory();
    const app = await root.getDirectoryHandle("bitsieve");
    const all = await app.getDirectoryHandle("embeddings");
    await all.removeEntry(kept, { recursive: true });
  }, id);

  const victim = await context.newPage();
  await openSmall(victim);
  // Whole shards on the disk, and then the end.
  await victim.evaluate(
    ({ content, name }) => {
      void window.bitsieve.load({
        files: [new File([content], "wordnet.jsonl")],
        model: name,
        embedding: { device: "wasm" },
      });
    },
    { content: lines, name: model },
  );
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const { kept } = await window.bitsieve.storage();
          return kept[0]?.rowsDone ?? 0;
        }),
      { intervals: [50] },
    )
    .toBeGreaterThan(0);
  await victim.close({ runBeforeUnload: false });

  const before = await page.evaluate(async () => {
    const { kept } = await window.bitsieve.storage();
    return kept[0];
  });
  expect(before.complete).toBe(false);
  expect(before.rowsDone).toBeLessThan(texts);
  const resumed = await page.evaluate(
    (kept) => window.bitsieve.load({ kept }),
    id,
  );
  expect(resumed.embedding?.resumedTexts).toBe(before.rowsDone);
  expect(resumed.fingerprint).toBe(whole.fingerprint);
});

test("a typed query finds its own kind among the sample's documents", async ({
  page,
}) => {
  await openSmall(page);
  const embedded = await page.evaluate(
    (name) =>
      window.bitsieve.embed(["a small bird that sings", "a kind of metal"], {
        model: name,
        device: "wasm",
      }),
    model,
  );
  expect(embedded.dim).toBe(384);
  expect(Object.keys(embedded.vectors).length).toBe(2 * 384);
  expect(embedded.tokens).toBeGreaterThan(8);
});
