import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { writeNpy } from "../../../src/data/npy";
import { loadSample } from "../../../src/data/sample";
import { parseSampleManifest } from "../../../src/data/sampleManifest";
import { textRejected } from "../words/textOf";
import { awaitDataError, catchDataError } from "./catchDataError";

type Files = Record<string, Uint8Array<ArrayBuffer>>;

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}

function npyOf(rows: number, dim: number): Uint8Array<ArrayBuffer> {
  const data = Float32Array.from({ length: rows * dim }, (_, i) => i + 1);
  return new Uint8Array(writeNpy({ dtype: "f4", shape: [rows, dim], data }));
}

const CONTENT: Files = {
  "vectors.npy": npyOf(3, 2),
  "query-vectors.npy": npyOf(1, 2),
  "documents.jsonl": encode('"a"\n"b"\n{"text": "c", "title": "C"}\n'),
  "queries.jsonl": encode('{"id": "q", "text": "d"}\n'),
};
const ROWS = [3, 1, 3, 1];

/** The manifest that describes `content`. */
function manifestOf(content: Files, rows: readonly number[] = ROWS) {
  return {
    name: "tiny",
    title: "Tiny",
    description: "Three documents.",
    source: { name: "Nowhere", licence: "CC0" },
    model: { id: "maker/model", dim: 2, normalised: false, prefix: "" },
    files: Object.entries(content).map(([name, bytes], index) => ({
      name,
      sizeBytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      rows: rows[index],
    })),
  };
}

interface Request {
  url: string;
  signal: AbortSignal | null | undefined;
}

function urlOf(input: Parameters<typeof fetch>[0]): string {
  return input instanceof Request ? input.url : input.toString();
}

/** A fetch that serves `files` below app/samples/tiny/ in chunks of 16 bytes. */
function serve(files: Files) {
  const requests: Request[] = [];
  const fetchFn: typeof fetch = (input, init) => {
    const url = urlOf(input);
    requests.push({ url, signal: init?.signal });
    const bytes = files[url.replace("app/samples/tiny/", "")];
    if (bytes === undefined) {
      return Promise.resolve(
        new Response("no", { status: 404, statusText: "Not Found" }),
      );
    }
    let offset = 0;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (offset >= bytes.length) {
          controller.close();
          return;
        }
        controller.enqueue(bytes.slice(offset, offset + 16));
        offset += 16;
      },
    });
    return Promise.resolve(new Response(body));
  };
  return { fetchFn, requests };
}

function serveSample(content: Files = CONTENT, manifest: unknown = null) {
  return serve({
    ...content,
    "manifest.json": encode(JSON.stringify(manifest ?? manifestOf(content))),
  });
}

async function refuse(fetchFn: typeof fetch) {
  return awaitDataError(loadSample("tiny", "app/", fetchFn));
}

describe("loadSample", () => {
  it("gives vectors, texts and what the manifest says", async () => {
    const { fetchFn, requests } = serveSample();
    const sample = await loadSample("tiny", "app", fetchFn);
    expect(sample.vectors).toEqual({
      data: Float32Array.of(1, 2, 3, 4, 5, 6),
      rows: 3,
      dim: 2,
    });
    expect(sample.queryVectors).toEqual({
      data: Float32Array.of(1, 2),
      rows: 1,
      dim: 2,
    });
    expect(sample.documents[2]).toEqual({ id: "2", title: "C", text: "c" });
    expect(sample.queries).toEqual([{ id: "q", title: "d", text: "d" }]);
    expect(sample.manifest).toMatchObject({
      title: "Tiny",
      source: { name: "Nowhere", publisher: null, licence: "CC0" },
      model: { id: "maker/model", dim: 2, maxTokens: null },
    });
    expect(requests.map((request) => request.url)).toEqual(
      ["manifest.json", ...Object.keys(CONTENT)].map(
        (name) => `app/samples/tiny/${name}`,
      ),
    );
  });

  it("reports bytes as they arrive, up to the total", async () => {
    const { fetchFn } = serveSample();
    const reports: [number, number][] = [];
    await loadSample("tiny", "app/", fetchFn, (loaded, total) => {
      reports.push([loaded, total]);
    });
    const total = Object.values(CONTENT).reduce((sum, b) => sum + b.length, 0);
    expect(reports[0]).toEqual([16, total]);
    expect(reports.at(-1)).toEqual([total, total]);
    reports.slice(1).forEach(([loaded], index) => {
      expect(loaded - reports[index][0]).toBeGreaterThan(0);
      expect(loaded - reports[index][0]).toBeLessThanOrEqual(16);
    });
  });

  it("passes the signal on and rejects with its reason", async () => {
    const { fetchFn, requests } = serveSample();
    const controller = new AbortController();
    const reason = new Error("enough");
    const promise = loadSample(
      "tiny",
      "app/",
      (input, init) => {
        if (urlOf(input).endsWith("vectors.npy")) {
          controller.abort(reason);
          return Promise.reject(new TypeError("network"));
        }
        return fetchFn(input, init);
      },
      undefined,
      controller.signal,
    );
    await expect(promise).rejects.toBe(reason);
    expect(requests).toHaveLength(1);
    expect(requests[0].signal).toBe(controller.signal);
  });

  it("names the address and status of a missing file", async () => {
    const { fetchFn } = serveSample();
    const error = await awaitDataError(loadSample("other", "app/", fetchFn));
    expect(error.code).toBe("http-status");
    expect(error.message).toBe(
      "app/samples/other/manifest.json answered 404 Not Found.",
    );
  });

  it("says when the connection breaks", async () => {
    const error = await refuse(() =>
      Promise.reject(new TypeError("Failed to fetch")),
    );
    expect(error.code).toBe("download-failed");
    expect(error.message).toContain("Failed to fetch");
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it.each(Object.keys(CONTENT))(
    "refuses a changed byte in %s",
    async (name) => {
      const changed = CONTENT[name].slice();
      changed[changed.length - 2] ^= 1;
      const { fetchFn } = serveSample(
        { ...CONTENT, [name]: changed },
        manifestOf(CONTENT),
      );
      const error = await refuse(fetchFn);
      expect(error.code).toBe("checksum");
      expect(error.fileName).toBe(name);
      expect(error.message).toMatch(/SHA-256 [0-9a-f]{64}; .* [0-9a-f]{64}\./);
    },
  );

  it.each(Object.keys(CONTENT))("refuses %s when it is cut", async (name) => {
    const { fetchFn } = serveSample(
      { ...CONTENT, [name]: CONTENT[name].slice(0, -1) },
      manifestOf(CONTENT),
    );
    const error = await refuse(fetchFn);
    expect(error.code).toBe("checksum");
    expect(error.message).toContain(
      `${CONTENT[name].length - 1} bytes; the manifest says ${CONTENT[name].length}`,
    );
  });

  it("refuses a number of rows other than the manifest's", async () => {
    const { fetchFn } = serveSample(CONTENT, manifestOf(CONTENT, [3, 1, 4, 1]));
    const error = await refuse(fetchFn);
    expect(error.code).toBe("bad-manifest");
    expect(error.message).toBe(
      "documents.jsonl has 3 rows; the manifest says 4.",
    );
  });

  it("refuses texts and vectors of different number", async () => {
    const content = { ...CONTENT, "documents.jsonl": encode('"a"\n"b"\n') };
    const { fetchFn } = serveSample(content, manifestOf(content, [3, 1, 2, 1]));
    expect((await refuse(fetchFn)).code).toBe("text-count");
  });

  it("refuses vectors of different width", async () => {
    const { fetchFn } = serveSample({
      ...CONTENT,
      "query-vectors.npy": npyOf(1, 3),
    });
    const error = await refuse(fetchFn);
    expect(error.code).toBe("dimension-mismatch");
    expect(error.message).toContain("2 dimensions, query-vectors.npy 3");
  });

  it("refuses the manifest of another sample or without a file", async () => {
    const manifest = manifestOf(CONTENT);
    const renamed = serveSample(CONTENT, { ...manifest, name: "huge" });
    expect((await refuse(renamed.fetchFn)).message).toContain("'huge'");
    const shorter = serveSample(CONTENT, {
      ...manifest,
      files: manifest.files.slice(1),
    });
    expect((await refuse(shorter.fetchFn)).message).toMatch(
      /does not list vectors\.npy; it lists: query-vectors\.npy, /,
    );
  });

  it.each(["", "../secret", "a/b", "a?b"])(
    "asks for nothing under the name '%s'",
    async (name) => {
      const { fetchFn, requests } = serveSample();
      const loading = loadSample(name, "app/", fetchFn);
      expect((await textRejected(loading)).message).toContain(
        "is not the name of a sample",
      );
      expect(requests).toEqual([]);
    },
  );
});

describe("parseSampleManifest", () => {
  function refuseManifest(change: (manifest: Record<string, unknown>) => void) {
    const manifest: Record<string, unknown> = manifestOf(CONTENT);
    change(manifest);
    const error = catchDataError(() =>
      parseSampleManifest(JSON.stringify(manifest), "manifest.json"),
    );
    expect(error.code).toBe("bad-manifest");
    return error.message;
  }

  it("reads the fields of the bundled sample's manifest", () => {
    const path = "../../../public/samples/wordnet-10k/manifest.json";
    const recorded: unknown = JSON.parse(
      readFileSync(new URL(path, import.meta.url), "utf8"),
    );
    // Its vectors may not be recorded yet; the fields are what is tested here.
    const manifest = parseSampleManifest(
      JSON.stringify({ ...Object(recorded), files: manifestOf(CONTENT).files }),
      "manifest.json",
    );
    expect(manifest.name).toBe("wordnet-10k");
    expect(manifest.model).toMatchObject({
      id: "sentence-transformers/all-MiniLM-L6-v2",
      normalised: true,
      prefix: "",
      maxTokens: 256,
      dim: 384,
    });
    expect(manifest.source?.publisher).toBe("Princeton University");
  });

  it("needs neither source nor the details of the model", () => {
    const { name, title, description, files } = manifestOf(CONTENT);
    const model = { id: "m" };
    const json = JSON.stringify({ name, title, description, model, files });
    const manifest = parseSampleManifest(json, "manifest.json");
    expect(manifest.source).toBeNull();
    expect(manifest.model.dim).toBeNull();
    expect(manifest.model.normalised).toBeNull();
  });

  it("shows what stands there instead of JSON, such as a page", () => {
    const error = catchDataError(() =>
      parseSampleManifest("\n<!doctype html><html>", "manifest.json"),
    );
    expect(error.message).toContain('begins with "<!doctype html><html"');
  });

  it("names the field that is missing or of the wrong type", () => {
    expect(refuseManifest((m) => delete m["title"])).toBe(
      "manifest.json has nothing as title, where a string is expected.",
    );
    expect(refuseManifest((m) => (m["model"] = []))).toContain(
      "[] at model, where an object",
    );
    expect(refuseManifest((m) => (m["model"] = { id: 3 }))).toContain(
      "3 as model.id, where a string",
    );
    expect(
      refuseManifest((m) => (m["model"] = { id: "m", dim: -1 })),
    ).toContain("-1 as model.dim, where a whole number");
    expect(
      refuseManifest((m) => (m["model"] = { id: "m", normalised: 1 })),
    ).toContain("1 as model.normalised, where true or false");
    expect(refuseManifest((m) => (m["source"] = null))).toContain(
      "null at source",
    );
    expect(refuseManifest((m) => (m["files"] = {}))).toContain(
      "{} as files, where an array",
    );
    expect(refuseManifest((m) => (m["files"] = [7]))).toContain(
      "7 at files[0]",
    );
    const entry = { name: "a", sizeBytes: 1, sha256: "", rows: 1 };
    expect(refuseManifest((m) => (m["files"] = [entry]))).toContain(
      '"" as files[0].sha256, where 64 lower-case hex digits',
    );
  });

  it("refuses a manifest that is no object", () => {
    const error = catchDataError(() => parseSampleManifest("[1]", "m.json"));
    expect(error.message).toContain("[1] at the top");
  });
});
