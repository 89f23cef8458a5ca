import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { download } from "../../../src/embed/download";
import {
  readFacts,
  weightFiles,
  weightSizes,
} from "../../../src/embed/modelFacts";
import { createModelFiles } from "../../../src/embed/modelFiles";
import { textOf as wordsOf, textRejected } from "../words/textOf";

/** A cache in memory, as much of it as is used. */
function memoryCaches(): CacheStorage {
  const kept = new Map<string, Response>();
  const keyOf = (request: RequestInfo | URL) =>
    request instanceof Request ? request.url : request.toString();
  const cache = {
    match: (request: RequestInfo | URL) =>
      Promise.resolve(kept.get(keyOf(request))?.clone()),
    put: (request: RequestInfo | URL, response: Response) =>
      Promise.resolve(void kept.set(keyOf(request), response)),
    delete: (request: RequestInfo | URL) =>
      Promise.resolve(kept.delete(keyOf(request))),
    keys: () =>
      Promise.resolve([...kept.keys()].map((url) => new Request(url))),
  };
  return { open: () => Promise.resolve(cache) } as unknown as CacheStorage;
}

const hub = "https://hub.test";
const sha = (text: string) => createHash("sha256").update(text).digest("hex");
const weights = "these are weights";
const contents: Record<string, string> = {
  "config.json": JSON.stringify({
    model_type: "xlm-roberta",
    hidden_size: 32,
    max_position_embeddings: 514,
  }),
  "tokenizer_config.json": JSON.stringify({ model_max_length: 1e30 }),
  "1_Pooling/config.json": JSON.stringify({ pooling_mode_mean_tokens: true }),
  "onnx/model_quantized.onnx": weights,
  "onnx/model.onnx": "graph",
  "onnx/model.onnx_data": "more",
};
const list = Object.entries(contents).map(([path, text]) => ({
  type: "file",
  path,
  size: text.length,
  ...(path.endsWith("quantized.onnx")
    ? { lfs: { oid: sha(text), size: text.length } }
    : {}),
}));

let asked: string[];
let answer: (path: string) => Response | Promise<Response>;
let caches: CacheStorage;

beforeEach(() => {
  asked = [];
  caches = memoryCaches();
  answer = (path) =>
    contents[path] === undefined
      ? new Response("no", { status: 404 })
      : new Response(contents[path]);
});

const fetchFn: typeof fetch = async (input) => {
  const url = input instanceof Request ? input.url : input.toString();
  asked.push(url);
  if (url.includes("/api/")) return answer("list");
  if (url.endsWith("index.json")) return answer("index");
  return answer(url.replace(/^.*\/(resolve\/main|a\/local)\//, ""));
};

function makeFiles() {
  const own = answer;
  answer = (path) =>
    path === "list"
      ? new Response(JSON.stringify(list))
      : path === "index"
        ? new Response(
            JSON.stringify({
              models: [
                {
                  id: "a/local",
                  files: [{ path: "config.json", sizeBytes: 2, sha256: null }],
                },
              ],
            }),
          )
        : own(path);
  return createModelFiles({
    hub,
    localModels: "https://app.test/models/",
    fetch: fetchFn,
    caches,
  });
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("files of a model", () => {
  test("are listed, read, kept, and need no hub the second time", async () => {
    const files = makeFiles();
    const repository = await files.list("a/b", "main");
    expect(await files.placeOf(repository, "config.json")).toBe("hub");
    const read = await files.read(repository, "onnx/model_quantized.onnx");
    expect(textOf(read)).toBe(weights);
    asked = [];
    answer = () => Promise.reject(new TypeError("offline"));
    const again = createModelFiles({
      hub,
      localModels: "https://app.test/models/",
      fetch: fetchFn,
      caches,
    });
    const offline = await again.list("a/b", "main");
    expect(offline.files).toEqual(repository.files);
    await again.read(offline, "onnx/model_quantized.onnx");
    expect(asked.filter((url) => url.startsWith(hub))).toEqual([]);
    expect(await again.placeOf(offline, "onnx/model_quantized.onnx")).toBe(
      "cached",
    );
    expect(await again.cached()).toEqual([
      { id: "a/b", sizeBytes: weights.length },
    ]);
    await again.remove("a/b");
    expect(await again.cached()).toEqual([]);
    expect(await again.listKnown("a/b", "main")).toBeNull();
  });

  test("of the app itself come first and are never asked of the hub", async () => {
    contents["config.json"] = contents["config.json"].padEnd(2);
    const files = makeFiles();
    const repository = await files.list("a/local", "main");
    expect(repository.local).toBe(true);
    expect(asked).toEqual(["https://app.test/models/index.json"]);
    expect(await files.placeOf(repository, "config.json")).toBe("local");
  });

  const unreachable: readonly (readonly [
    string,
    () => Response | Promise<Response>,
  ])[] = [
    ["no connection", () => Promise.reject(new TypeError("offline"))],
    ["a body that is cut", () => new Response('{"models": [{"id": "a/l')],
    ["another page", () => new Response("<!doctype html>")],
    ...[408, 429, 500, 502, 503, 504].map(
      (status) =>
        [`status ${status}`, () => new Response("no", { status })] as const,
    ),
  ];

  test.each(unreachable)(
    "of the app itself are there again after %s",
    async (_, fail) => {
      const files = makeFiles();
      const reachable = answer;
      answer = (path) => (path === "index" ? fail() : reachable(path));
      expect(
        await Promise.all([
          files.listKnown("a/local", "main"),
          files.listKnown("a/local", "main"),
        ]),
      ).toEqual([null, null]);
      answer = reachable;
      expect(await files.listKnown("a/local", "main")).toMatchObject({
        local: true,
      });
      expect(asked.filter((url) => url.startsWith(hub))).toEqual([]);
    },
  );

  test("that the app does not have are asked of it once", async () => {
    const files = makeFiles();
    answer = () => new Response("no", { status: 404 });
    await files.listKnown("a/local", "main");
    await files.listKnown("a/local", "main");
    expect(asked).toEqual(["https://app.test/models/index.json"]);
  });

  test("with another content than is listed are refused and not kept", async () => {
    answer = () => new Response("these are Weights");
    const files = makeFiles();
    const repository = await files.list("a/b", "main");
    const path = "onnx/model_quantized.onnx";
    await expect(files.read(repository, path)).rejects.toMatchObject({
      code: "hub-content",
    });
    expect(await files.placeOf(repository, path)).toBe("hub");
  });

  test("that are shorter than is listed are refused and not kept", async () => {
    answer = () => new Response("short");
    const files = makeFiles();
    const repository = await files.list("a/b", "main");
    await expect(files.read(repository, "config.json")).rejects.toMatchObject({
      code: "hub-truncated",
    });
    expect(await files.placeOf(repository, "config.json")).toBe("hub");
  });

  test("are forgotten when they turn out to be unusable", async () => {
    const files = makeFiles();
    const repository = await files.list("a/b", "main");
    await files.read(repository, "config.json");
    await files.forget(repository, "config.json");
    expect(await files.placeOf(repository, "config.json")).toBe("hub");
  });

  test.each([401, 404])("no such model: %i", async (status) => {
    const files = makeFiles();
    answer = (path) =>
      new Response("no", { status: path === "index" ? 404 : status });
    await expect(files.list("a/none", "main")).rejects.toMatchObject({
      code: "unknown-model",
    });
  });

  test("tell width, tokens, pooling and the sizes of each precision", async () => {
    const files = makeFiles();
    const repository = await files.list("a/b", "main");
    expect(await readFacts(repository, files)).toEqual({
      dim: 32,
      // Two positions are the padding's; the tokeniser has no limit.
      maxTokens: 512,
      pooling: "mean",
      passagePrefix: "",
      queryPrefix: "",
    });
    expect(weightFiles(repository, "fp32")).toEqual({
      graph: "onnx/model.onnx",
      data: ["onnx/model.onnx_data"],
    });
    expect(weightFiles(repository, "fp16")).toBeNull();
    expect(weightSizes(repository)).toEqual([
      { dtype: "fp32", sizeBytes: 9, exact: true },
      { dtype: "q8", sizeBytes: 17, exact: true },
    ]);
  });
});

describe("a download", () => {
  const url = `${hub}/a/b/resolve/main/x`;
  const options = {
    file: { model: "a/b", path: "x" },
    sizeBytes: null,
    sha256: null,
  };

  test("that stalls is given up with words", async () => {
    const stalled = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(new Uint8Array(10)),
          }),
        ),
      );
    const aborting: typeof fetch = async (_, init) => {
      const response = await stalled();
      const reader = response.body?.getReader();
      return new Response(
        new ReadableStream({
          async start(controller) {
            init?.signal?.addEventListener("abort", () =>
              controller.error(new DOMException("stopped", "AbortError")),
            );
            const { value } = (await reader?.read()) ?? {};
            if (value) controller.enqueue(value);
          },
        }),
      );
    };
    const stalling = download(url, aborting, { ...options, stallAfterMs: 30 });
    await expect(stalling).rejects.toMatchObject({ code: "hub-truncated" });
    expect((await textRejected(stalling)).message).toContain("after 10 bytes");
  });

  test.each([
    [404, "hub-status", /Check the name/],
    [403, "hub-status", /private/],
    [503, "hub-status", /later/],
  ])("answered %i", async (status, code, hint) => {
    const failure: unknown = await download(
      url,
      () => Promise.resolve(new Response("", { status })),
      options,
    ).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(wordsOf(failure).hint).toMatch(hint);
  });

  test("of a web page, of nothing, and one that is stopped", async () => {
    const page = () =>
      Promise.resolve(
        new Response("<html>", { headers: { "content-type": "text/html" } }),
      );
    await expect(download(url, page, options)).rejects.toMatchObject({
      code: "hub-content",
    });
    await expect(
      download(url, () => Promise.reject(new TypeError("no")), options),
    ).rejects.toMatchObject({ code: "hub-unreachable" });
    const controller = new AbortController();
    controller.abort();
    await expect(
      download(url, () => Promise.reject(new TypeError("no")), {
        ...options,
        signal: controller.signal,
      }),
    ).rejects.toMatchObject({ name: "AbortError" });
  });

  test("reports its bytes", async () => {
    const seen: [number, number | null][] = [];
    await download(url, () => Promise.resolve(new Response("12345")), {
      ...options,
      sizeBytes: 5,
      onBytes: (received, total) => seen.push([received, total]),
    });
    expect(seen).toEqual([[5, 5]]);
  });
});
