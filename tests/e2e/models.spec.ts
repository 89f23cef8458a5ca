import type { Page } from "@playwright/test";
import type { Hub } from "../hub/server.mjs";
import { openSmall } from "./support/app";
import { expect, test } from "./support/fixtures";
import type { EmbedRequest } from "../../src/model/embedding";

const open = (page: Page, hub: Hub) =>
  openSmall(page, `/?hub=${encodeURIComponent(hub.url)}`);

/** Embeds in the page; a refusal comes back as its code, words and way out. */
function embed(
  page: Page,
  texts: readonly string[],
  options: Partial<EmbedRequest>,
) {
  return page.evaluate(
    async ([own, request]) => {
      try {
        const result = await window.bitsieve.embed(own, request);
        return { ...result, vectors: [...result.vectors], failure: null };
      } catch (error) {
        const { code, message, hint } = error as {
          code: string;
          message: string;
          hint: string;
        };
        return { failure: { code, message, hint } };
      }
    },
    [texts, options] as const,
  );
}

async function vectorsOf(...call: Parameters<typeof embed>) {
  const result = await embed(...call);
  if (result.failure) throw new Error(result.failure.message);
  return result;
}

async function failureOf(...call: Parameters<typeof embed>) {
  const { failure } = await embed(...call);
  if (!failure) throw new Error("nothing was refused");
  return failure;
}

const e5 = "Xenova/multilingual-e5-small";
const words = ["tokyo", "日本の都"];

test("E5 puts its prefix before passages, another one on request", async ({
  page,
  hub,
}) => {
  await open(page, hub);
  const plain = await vectorsOf(page, words, { model: e5, device: "wasm" });
  expect(plain).toMatchObject({
    dim: 32,
    settings: {
      passagePrefix: "passage: ",
      queryPrefix: "query: ",
      pooling: "mean",
      dtype: "q8",
      maxTokens: 512,
    },
  });
  const written = await vectorsOf(
    page,
    words.map((text) => `passage: ${text}`),
    { model: e5, device: "wasm", prefix: "" },
  );
  expect(written.vectors).toEqual(plain.vectors);
  const query = await vectorsOf(page, words, {
    model: e5,
    device: "wasm",
    prefix: "query: ",
  });
  expect(query.vectors).not.toEqual(plain.vectors);
  // Only the weights of the precision in use are downloaded.
  const asked = hub.requests.map(({ path }) => path);
  expect(asked.filter((path) => /\.onnx$/.test(path))).toEqual([
    `/${e5}/resolve/main/onnx/model_quantized.onnx`,
  ]);
});

test("bge-m3: 1,024 dimensions, CLS, weights in a file of their own, a long text cut", async ({
  page,
  hub,
}) => {
  await open(page, hub);
  const model = "Xenova/bge-m3";
  const texts = ["a short one", "a".repeat(9000)];
  const cls = await vectorsOf(page, texts.slice(0, 1), {
    model,
    device: "wasm",
  });
  expect(cls).toMatchObject({ dim: 1024, settings: { pooling: "cls" } });
  const mean = await vectorsOf(page, texts.slice(0, 1), {
    model,
    device: "wasm",
    pooling: "mean",
  });
  expect(mean.vectors).not.toEqual(cls.vectors);
  // Large files come from the second origin, by a redirect.
  expect(
    hub.requests.some(
      ({ origin, path }) => origin === "cdn" && path.endsWith(".onnx_data"),
    ),
  ).toBe(true);
});

test("weights in several files, pooling read from the repository, 128 tokens", async ({
  page,
  hub,
}) => {
  await open(page, hub);
  const result = await vectorsOf(page, ["word ".repeat(80), "word"], {
    model: "test/sharded",
    device: "wasm",
  });
  expect(result).toMatchObject({
    dim: 48,
    truncated: 1,
    settings: { pooling: "cls", maxTokens: 128, dtype: "fp32" },
  });
  expect(Object.values(result.tokenCounts)).toEqual([128, 6]);
});

test("WebGPU is checked against WASM and agrees", async ({ page, hub }) => {
  await open(page, hub);
  const result = await vectorsOf(page, words, {
    model: e5,
    device: "webgpu",
    dtype: "fp32",
  });
  expect(result.settings.device).toBe("webgpu");
  expect(result.parity).toBeGreaterThan(0.999);
});

test("a downloaded model survives a reload and works without the hub", async ({
  page,
  hub,
}) => {
  await open(page, hub);
  const first = await vectorsOf(page, words, { model: e5, device: "wasm" });
  const { models } = await page.evaluate(() => window.bitsieve.storage());
  expect(models.map(({ id }) => id)).toEqual([e5]);
  expect(models[0].sizeBytes).toBeGreaterThan(1000);
  hub.requests.length = 0;
  await open(page, hub);
  const second = await vectorsOf(page, words, { model: e5, device: "wasm" });
  expect(second.vectors).toEqual(first.vectors);
  expect(hub.requests).toEqual([]);
});

test("pooling is asked for where nothing says it", async ({ page, hub }) => {
  await open(page, hub);
  const model = "test/no-pooling";
  const failure = await failureOf(page, words, { model, device: "wasm" });
  expect(failure.code).toBe("no-pooling");
  const info = await page.evaluate((id) => window.bitsieve.models(id), model);
  expect(info[0]).toMatchObject({ pooling: null, dim: 48, listed: false });
  const result = await vectorsOf(page, words, {
    model,
    device: "wasm",
    pooling: "mean",
  });
  expect(result.settings.pooling).toBe("mean");
});

test("sizes are told before anything is downloaded", async ({ page, hub }) => {
  await open(page, hub);
  const list = await page.evaluate(() => window.bitsieve.models());
  expect(hub.requests).toEqual([]);
  const small = list.find(({ id }) => id === e5);
  expect(small?.sizes.map(({ dtype, exact }) => [dtype, exact])).toEqual([
    ["q8", false],
    ["fp16", false],
    ["fp32", false],
  ]);
  const [asked] = await page.evaluate((id) => window.bitsieve.models(id), e5);
  expect(asked.sizes.every(({ exact }) => exact)).toBe(true);
  expect(hub.requests.map(({ path }) => path)).not.toContainEqual(
    expect.stringContaining(".onnx"),
  );
});

test("a slow network shows bytes and time left, and is waited for", async ({
  page,
  hub,
}) => {
  hub.setFault("model_quantized.onnx", { bytesPerSecond: 40_000 });
  await open(page, hub);
  const seen = await page.evaluate(async (model) => {
    const reports: { done: number; total: number; unit: string }[] = [];
    await window.bitsieve.embed(
      ["a"],
      { model, device: "wasm" },
      {
        onProgress: ({ stage, done, total, unit }) => {
          if (stage === "model") reports.push({ done, total, unit });
        },
      },
    );
    return reports;
  }, e5);
  const bytes = seen.filter(({ unit }) => unit === "bytes");
  expect(bytes.length).toBeGreaterThan(2);
  expect(bytes[0].done).toBeLessThan(bytes[0].total);
});

test.describe("what goes wrong is told, and nothing broken is kept", () => {
  test("unknown, missing, truncated, unreachable", async ({ page, hub }) => {
    await open(page, hub);
    const unknown = await failureOf(page, words, { model: "test/nowhere" });
    expect(unknown.code).toBe("unknown-model");
    expect(unknown.message).toContain("no public model test/nowhere");

    hub.setFault("model_quantized.onnx", { cutAfter: 1000 });
    const cut = await failureOf(page, words, { model: e5, device: "wasm" });
    expect(cut.code).toBe("hub-truncated");
    hub.setFault("model_quantized.onnx", null);

    hub.setFault("tokenizer.json", { status: 500 });
    const broken = await failureOf(page, words, { model: e5, device: "wasm" });
    expect(broken).toMatchObject({ code: "hub-status" });
    expect(broken.message).toContain(`tokenizer.json of ${e5}`);
    hub.setFault("tokenizer.json", null);
    // The next try downloads what is missing and succeeds.
    await vectorsOf(page, words, { model: e5, device: "wasm" });

    await hub.close();
    const away = await failureOf(page, words, {
      model: "Xenova/bge-small-en-v1.5",
    });
    expect(away.code).toBe("hub-unreachable");
    // What was downloaded before still works.
    await vectorsOf(page, words, { model: e5, device: "wasm" });
  });

  test("wrong content, no weights, weights that cannot be opened", async ({
    page,
    hub,
  }) => {
    await open(page, hub);
    hub.setFault("config.json", { html: "<html>Sign in</html>" });
    const page_ = await failureOf(page, words, { model: e5 });
    expect(page_.code).toBe("hub-content");
    expect(page_.message).toContain("a web page in place of");
    hub.setFault("config.json", null);

    const none = await failureOf(page, words, { model: "test/no-onnx" });
    expect(none.code).toBe("no-weights");
    const other = await failureOf(page, words, { model: e5, dtype: "q4" });
    expect(other).toMatchObject({ code: "no-weights" });
    expect(other.message).toContain("q8");

    const garbage = await failureOf(page, words, {
      model: "test/broken",
      device: "wasm",
      pooling: "mean",
    });
    expect(garbage.code).toBe("bad-model");
    hub.requests.length = 0;
    await failureOf(page, words, {
      model: "test/broken",
      device: "wasm",
      pooling: "mean",
    });
    // Forgotten, so asked for again.
    expect(
      hub.requests.some(({ path }) => path.endsWith("model_quantized.onnx")),
    ).toBe(true);

    // The page is still usable.
    const result = await page.evaluate(() =>
      window.bitsieve.run({ hash: { bits: 32, iterations: 2 } }),
    );
    expect(result.rows.length).toBeGreaterThan(0);
  });
});
