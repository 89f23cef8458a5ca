import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
} from "vitest";
import { sentenceOf } from "../../words/textOf";
import { awaitDataError } from "../catchDataError";
import {
  createRemoteEnvironment,
  type RemoteEnvironment,
} from "../../../../src/data/remote/environment";
import {
  planWikipedia,
  readWikipedia,
  type WikipediaSpec,
} from "../../../../src/data/remote/wikipedia";
import type { ReadContext } from "../../../../src/data/table";
import { footerBytes } from "../../../../src/data/tables/parquetFile";
import { type Hub, startHub } from "../../../hub/server.mjs";
import {
  makeArticles,
  REVISION,
  writeArticles,
} from "../../../hub/wikipedia.mjs";

const filesOf = [45, 30, 25];
const groupRows = 10;
const articles = makeArticles(100);

let folder: string;
let hub: Hub;
let env: RemoteEnvironment;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bitsieve-wikipedia-"));
  writeArticles(join(folder, "datasets"), "en", articles, filesOf, groupRows);
});
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(async () => {
  hub = await startHub({
    models: join(folder, "models"),
    datasets: join(folder, "datasets"),
    rows: (query) => {
      const offset = Number(query.get("offset"));
      const length = Number(query.get("length"));
      return {
        rows: articles
          .slice(offset, offset + length)
          .map((row, index) => ({ row_idx: offset + index, row })),
        num_rows_total: articles.length,
        partial: false,
      };
    },
  });
  env = createRemoteEnvironment(hub.url, hub.url);
});
afterEach(() => hub.close());

function makeContext(signal = new AbortController().signal) {
  const reports: [number, number][] = [];
  const context: ReadContext = {
    signal,
    checkpoint(done, total) {
      reports.push([done, total]);
      signal.throwIfAborted();
      return Promise.resolve();
    },
  };
  return { ...context, reports };
}

/** What Python's str.strip() strips. */
const space = new RegExp(
  String.raw`^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$`,
  "g",
);

/** The notebooks' loops, in a few lines. */
function byLoop(rule: "read" | "kept", count: number) {
  const kept: { id: string; text: string }[] = [];
  for (const [index, { id, text: whole }] of articles.entries()) {
    if (rule === "read" ? index >= count : kept.length >= count) break;
    const text = [...whole].slice(0, 500).join("").replace(space, "");
    if ([...text].length >= 50) kept.push({ id, text });
  }
  return kept;
}

const ranges = () =>
  hub.requests
    .filter(({ range }) => range !== null)
    .map(({ path, range }) => `${path.split("/").pop() ?? ""} ${range ?? ""}`);

describe("the notebooks' articles", () => {
  const counts = [1, 9, 10, 11, 44, 45, 46, 74, 75, 76, 99, 100, 1000];
  test.each(
    counts.flatMap((count) => [
      ["read", count] as const,
      ["kept", count] as const,
    ]),
  )("rule %s, %i", async (rule, count) => {
    const spec: WikipediaSpec = { language: "en", rule, count };
    const { texts } = await readWikipedia(spec, env, makeContext());
    expect(texts.map(({ id, text }) => ({ id, text }))).toEqual(
      byLoop(rule, count),
    );
  });

  test("come with their titles, and a note of what was dropped", async () => {
    const spec: WikipediaSpec = { language: "en", rule: "read", count: 20 };
    const { texts, notes } = await readWikipedia(spec, env, makeContext());
    expect(texts[0].title).toBe("Article 1");
    expect(sentenceOf(notes[0])).toMatch(
      /20 articles read, \d+ shorter than 50/,
    );
  });
});

describe("what is downloaded", () => {
  const spec: WikipediaSpec = { language: "en", rule: "read", count: 15 };

  test("the footer and the row groups that are needed, nothing of other files", async () => {
    await readWikipedia(spec, env, makeContext());
    const [list, ...rest] = hub.requests;
    expect(list.path).toBe(
      `/api/datasets/wikimedia/wikipedia/tree/${REVISION}/20231101.en`,
    );
    const files = new Set(rest.map(({ path }) => path));
    expect([...files]).toEqual([
      `/datasets/wikimedia/wikipedia/resolve/${REVISION}/20231101.en/train-00000-of-00003.parquet`,
    ]);
    // The footer, then of each of two groups id alone and title with text, which lie side by side.
    expect(ranges()).toHaveLength(1 + 2 * 2);
  });

  test("no header asks for a preflight", async () => {
    await readWikipedia(spec, env, makeContext());
    const plain = ["host", "connection", "range", "accept", "user-agent"];
    for (const { method, headers } of hub.requests) {
      expect(method).toBe("GET");
      const own = Object.keys(headers).filter(
        (name) => !plain.includes(name) && !/^(accept-|sec-fetch)/.test(name),
      );
      expect(own).toEqual([]);
    }
  });

  test("is what the plan says, and is not downloaded twice", async () => {
    const { downloadBytes } = await planWikipedia(spec, env, makeContext());
    const before = hub.requests.length;
    await readWikipedia(spec, env, makeContext());
    const bytes = hub.requests
      .slice(before)
      .flatMap(({ range }) => {
        const match = /bytes=(\d+)-(\d+)/.exec(range ?? "");
        return match ? [Number(match[2]) - Number(match[1]) + 1] : [];
      })
      .reduce((sum, size) => sum + size, 0);
    expect(bytes).toBe(downloadBytes);
    expect(bytes).toBeGreaterThan(0);
    const again = hub.requests.length;
    await readWikipedia(spec, env, makeContext());
    expect(
      hub.requests.slice(again).filter(({ range }) => range !== null),
    ).toEqual([]);
    expect(footerBytes).toBeGreaterThan(1000);
  });

  test("a cancelled reading goes on without asking for the same bytes", async () => {
    const controller = new AbortController();
    const context = makeContext(controller.signal);
    const stopping: ReadContext = {
      ...context,
      checkpoint(done, total, unit) {
        if (done >= 20) controller.abort();
        return context.checkpoint(done, total, unit);
      },
    };
    const whole: WikipediaSpec = { language: "en", rule: "read", count: 100 };
    await expect(readWikipedia(whole, env, stopping)).rejects.toThrow();
    const first = ranges();
    expect(first.length).toBeGreaterThan(3);
    const { texts } = await readWikipedia(whole, env, makeContext());
    expect(texts).toHaveLength(byLoop("read", 100).length);
    expect(new Set(ranges()).size).toBe(ranges().length);
  });

  test("progress counts articles", async () => {
    const context = makeContext();
    await readWikipedia({ ...spec, count: 30 }, env, context);
    expect(context.reports).toEqual([
      [10, 30],
      [20, 30],
      [30, 30],
    ]);
  });
});

describe("when the files cannot be read", () => {
  const spec: WikipediaSpec = { language: "en", rule: "kept", count: 60 };

  test.each([
    ["a server error", { status: 500 }],
    ["a page of the network", { html: "<html>Sign in</html>" }],
    ["a broken connection", { cutAfter: 20 }],
  ])("%s: the rows service gives the same articles", async (_, fault) => {
    hub.setFault(".parquet", fault);
    const { texts, notes } = await readWikipedia(spec, env, makeContext());
    expect(texts.map(({ id, text }) => ({ id, text }))).toEqual(
      byLoop("kept", 60),
    );
    expect(notes.map(sentenceOf).join(" ")).toContain("rows service");
  });

  test.each([
    ["http-status", { status: 404 }, /answered 404/],
    ["unknown-format", { html: "<html></html>" }, /a web page in place of/],
    ["truncated", { cutAfter: 20 }, /ended after/],
  ])("without that service either: %s", async (code, fault, message) => {
    hub.setFault(".parquet", fault);
    hub.setFault("/rows", { status: 503 });
    const error = await awaitDataError(readWikipedia(spec, env, makeContext()));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  test("a server without ranges is good enough for a small file", async () => {
    hub.setFault(".parquet", { noRanges: true });
    const { texts } = await readWikipedia(spec, env, makeContext());
    expect(texts).toHaveLength(60);
  });

  test("nobody answers", async () => {
    await hub.close();
    await expect(readWikipedia(spec, env, makeContext())).rejects.toMatchObject(
      { code: "download-failed" },
    );
    hub = await startHub({ models: folder });
  });

  test("a language that is not offered is refused", async () => {
    const wrong = JSON.parse('{"language":"de"}') as WikipediaSpec;
    const error = await awaitDataError(
      readWikipedia(wrong, env, makeContext()),
    );
    expect(error.message).toMatch(/no language that is offered/);
  });
});
