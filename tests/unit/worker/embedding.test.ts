import { languages } from "../../../src/words/languages";
import { progressDetail } from "../../../src/words/progress";
import { describe, expect, test } from "vitest";
import type { ModelLibrary } from "../../../src/embed/library";
import { KeepError } from "../../../src/keep/types";
import { sentenceOf } from "../words/textOf";
import { fileOf, quietCall, referenceSession, rejectionOf } from "./support";
import {
  toyDim,
  toyLibrary,
  toyHubAndStorage,
  toyTokeniser,
  toyVector,
} from "./localHubAndStorage";
import type { EmbedRequest } from "../../../src/model/embedding";
import type { Progress } from "../../../src/model/stages";

const count = 150;
const lines = Array.from({ length: count }, (_, i) =>
  `text ${i} ${"word ".repeat(i % 13)}`.trim(),
);
const file = () =>
  fileOf(
    "texts.jsonl",
    lines.map((text) => JSON.stringify({ text })).join("\n"),
  );
const source = () => ({ files: [file()], model: "toy/model" });

async function open(library?: ModelLibrary) {
  const hubAndStorage = await toyHubAndStorage(library);
  return { session: referenceSession(undefined, hubAndStorage), hubAndStorage };
}

/** The vectors that the toy model makes of the documents, row by row. */
function expectedRows(prefix = "p: "): Float32Array {
  const rows = new Float32Array(count * toyDim);
  lines.forEach((text, row) => {
    const ids = toyTokeniser.encode(prefix + text);
    const cut = ids.slice(0, 64);
    if (ids.length > 64) cut[63] = 2;
    rows.set(toyVector(cut), row * toyDim);
  });
  return rows;
}

describe("texts without vectors", () => {
  test("are embedded with the model that is named, and kept", async () => {
    const { session, hubAndStorage } = await open();
    const info = await session.load(source(), quietCall());
    expect(info).toMatchObject({
      name: "texts",
      n: count,
      dim: toyDim,
      hasTexts: true,
      model: "toy/model",
      embedding: { resumedTexts: 0, settings: { passagePrefix: "p: " } },
    });
    const truncated = lines.filter((text) => text.length + 3 > 62).length;
    expect(info.embedding?.truncated).toBe(truncated);
    expect(info.notes.map(sentenceOf).join(" ")).toContain(
      `${truncated} of ${count} texts were cut to the 64 tokens`,
    );
    const [entry] = await hubAndStorage.store.list();
    expect(entry).toMatchObject({ complete: true, rowsDone: count });
    const kept = await hubAndStorage.store.readVectors(entry.manifest.id);
    expect(kept.vectors).toEqual(expectedRows());
    expect(info.embedding?.tokens).toBe(
      kept.tokens.reduce((sum, tokens) => sum + tokens, 0),
    );
  });

  test("need a model", async () => {
    const { session } = await open();
    const error = await rejectionOf(
      session.load({ files: [file()] }, quietCall()),
    );
    expect(error).toMatchObject({ code: "no-vectors" });
    expect(error.message).toContain("150 texts and no vectors");
  });

  test("are chosen by rows and characters, and nothing is left out in silence", async () => {
    const { session } = await open();
    const info = await session.load(
      {
        ...source(),
        rows: { kind: "random", count: 90, seed: 5 },
        minCharacters: 12,
        keep: false,
      },
      quietCall(),
    );
    expect(info.n).toBeLessThan(90);
    expect(sentenceOf(info.notes[0])).toBe(
      "90 documents were drawn with seed 5.",
    );
    expect(sentenceOf(info.notes[1])).toMatch(
      /\d+ of 90 texts were left out: shorter than 12/,
    );
    expect(info.embedding?.keptId).toBeNull();
  });

  test("another prefix gives other vectors, and other kept work", async () => {
    const { session, hubAndStorage } = await open();
    const plain = await session.load(source(), quietCall());
    const other = await session.load(
      { ...source(), embedding: { prefix: "" } },
      quietCall(),
    );
    expect(other.fingerprint).not.toBe(plain.fingerprint);
    expect(await hubAndStorage.store.list()).toHaveLength(2);
  });

  test("a second file of queries is embedded with the query prefix", async () => {
    const { session } = await open();
    const info = await session.load(
      {
        files: [file(), fileOf("queries.txt", "which text\nand which other")],
        model: "toy/model",
      },
      quietCall(),
    );
    expect(info).toMatchObject({ n: count, ownQueries: 2 });
    const found = await session.documents(
      { kind: "query", filter: "", offset: 0, count: 9 },
      quietCall(),
    );
    expect(found.items.map(({ text }) => text)).toEqual([
      "which text",
      "and which other",
    ]);
  });
});

describe("what is broken off", () => {
  /** Cancels before the third batch. */
  async function cancelInTheMiddle() {
    const controller = new AbortController();
    let isBroken = false;
    const library = toyLibrary((batch) => {
      if (batch === 2 && !isBroken) {
        isBroken = true;
        controller.abort();
      }
    });
    const { session, hubAndStorage } = await open(library);
    const call = { ...quietCall(), signal: controller.signal };
    const failure = await rejectionOf(session.load(source(), call));
    return { session, hubAndStorage, failure };
  }

  test("keeps its batches and goes on to the same bits", async () => {
    const whole = await (await open()).session.load(source(), quietCall());
    const { session, hubAndStorage } = await cancelInTheMiddle();
    const [entry] = await hubAndStorage.store.list();
    expect(entry.complete).toBe(false);
    expect(entry.rowsDone).toBeGreaterThan(0);
    const info = await session.load({ kept: entry.manifest.id }, quietCall());
    expect(info.embedding?.resumedTexts).toBe(entry.rowsDone);
    expect(info.fingerprint).toBe(whole.fingerprint);
    expect(info.embedding?.tokens).toBe(whole.embedding?.tokens);
  });

  test("goes on as well when the same texts are opened again", async () => {
    const { session, hubAndStorage } = await cancelInTheMiddle();
    const [entry] = await hubAndStorage.store.list();
    const info = await session.load(source(), quietCall());
    expect(info.embedding?.resumedTexts).toBe(entry.rowsDone);
  });

  test("finished work is opened without the model", async () => {
    const { session, hubAndStorage } = await open();
    const first = await session.load(source(), quietCall());
    const id = first.embedding?.keptId ?? "";
    const none = await toyHubAndStorage();
    const refusing = {
      ...none,
      kept: () => hubAndStorage.kept(),
      library: () => Promise.reject(new Error("no model may be asked for")),
    };
    const again = referenceSession(undefined, refusing);
    const info = await again.load({ kept: id }, quietCall());
    expect(info.fingerprint).toBe(first.fingerprint);
    expect(info.embedding?.documentsPerSecond).toBe(0);
  });

  test("a storage that is full loses nothing of the embedding", async () => {
    const hubAndStorage = await toyHubAndStorage();
    const full = {
      ...hubAndStorage.store,
      openWork: async (
        ...call: Parameters<typeof hubAndStorage.store.openWork>
      ) => ({
        ...(await hubAndStorage.store.openWork(...call)),
        append: () =>
          Promise.reject(
            new KeepError("quota", "keep.storage-full", {
              needed: 9,
              usage: 0,
              quota: null,
            }),
          ),
      }),
    };
    const session = referenceSession(undefined, {
      ...hubAndStorage,
      kept: () => Promise.resolve(full),
    });
    const info = await session.load(source(), quietCall());
    expect(info.n).toBe(count);
    expect(info.notes.map(sentenceOf).join(" ")).toContain(
      "the rest of these embeddings is not kept",
    );
  });
});

describe("reports", () => {
  test("count tokens and texts, each phase with its own unit", async () => {
    const { session } = await open();
    const reports: Progress[] = [];
    await session.load(source(), {
      ...quietCall(),
      onProgress: (progress) => reports.push(progress),
    });
    const stages = [...new Set(reports.map(({ stage }) => stage))];
    expect(stages).toEqual(["load", "tokenise", "embed"]);
    const last = reports[reports.length - 1];
    expect(last).toMatchObject({ done: count, total: count, unit: "texts" });
    expect(progressDetail(languages.en, last)).toMatch(/tokens\/s/);
  });
});

describe("typed queries and plain embeddings", () => {
  test("a document's own words find it, by the model of the data set", async () => {
    const { session } = await open();
    await session.load(source(), quietCall());
    await session.run(
      {
        hash: { bits: 16, iterations: 2 },
        protocol: "notebook-62",
        queries: { count: 10 },
        k: 5,
      },
      quietCall(),
    );
    const ask = (role: "query" | "passage") =>
      session.search(
        {
          source: { kind: "text", text: lines[7], role },
          threshold: null,
          limit: 50,
          k: 5,
        },
        quietCall(),
      );
    const passage = await ask("passage");
    expect(passage.exact[0].id).toBe(7);
    expect(passage.exact[0].cosine).toBeCloseTo(1, 6);
    expect(passage.query).toMatchObject({
      id: -1,
      kind: "text",
      text: lines[7],
    });
    const query = await ask("query");
    expect(query.exact[0].cosine).toBeLessThan(0.9999);
  });

  test("words embedded in another precision than the documents are told", async () => {
    const { session } = await open();
    await session.load(source(), quietCall());
    await session.run(
      { hash: { bits: 16, iterations: 2 }, queries: { count: 10 }, k: 5 },
      quietCall(),
    );
    const notesOf = async (embedding?: EmbedRequest) => {
      const { notes } = await session.search(
        {
          source: {
            kind: "text",
            text: "word",
            ...(embedding ? { embedding } : {}),
          },
          threshold: null,
          limit: 5,
          k: 5,
        },
        quietCall(),
      );
      return notes.map(sentenceOf);
    };
    // By the settings of the documents, and by the same precision chosen.
    expect(await notesOf()).toEqual([]);
    expect(await notesOf({ model: "toy/model", dtype: "fp32" })).toEqual([]);
    expect(await notesOf({ model: "toy/model", dtype: "q8" })).toEqual([
      "Your words were embedded with q8 weights, the documents with fp32: their cosines are not quite those of one model.",
    ]);
    // Documents of another precision, asked by the model's default.
    await session.load(
      { ...source(), embedding: { dtype: "fp16" } },
      quietCall(),
    );
    await session.run(
      { hash: { bits: 16, iterations: 2 }, queries: { count: 10 }, k: 5 },
      quietCall(),
    );
    expect(await notesOf()).toEqual([]);
    expect((await notesOf({ model: "toy/model" }))[0]).toContain("with fp16");
  });

  test("an empty query and a model of another width are refused", async () => {
    const { session } = await open();
    await session.load({ synthetic: { n: 100, dim: 32 } }, quietCall());
    await session.run(
      { hash: { bits: 16, iterations: 2 }, queries: { count: 5 }, k: 3 },
      quietCall(),
    );
    const ask = (text: string, embedding?: { model: string }) =>
      rejectionOf(
        session.search(
          {
            source: { kind: "text", text, ...(embedding ? { embedding } : {}) },
            threshold: null,
            limit: 5,
            k: 3,
          },
          quietCall(),
        ),
      );
    expect((await ask(" ")).message).toContain("empty");
    expect((await ask("word")).message).toContain("does not say which model");
    expect((await ask("word", { model: "toy/model" })).message).toContain(
      "makes vectors of 24 dimensions, the data set has 32",
    );
  });

  test("embed gives rows in order with their tokens", async () => {
    const { session } = await open();
    const texts = ["longer text", "a", "middle"];
    const result = await session.embed(
      { texts, options: { model: "toy/model", prefix: "" } },
      quietCall(),
    );
    texts.forEach((text, row) =>
      expect(result.vectors.slice(row * toyDim, (row + 1) * toyDim)).toEqual(
        toyVector(toyTokeniser.encode(text)),
      ),
    );
    expect([...result.tokenCounts]).toEqual([13, 3, 8]);
    expect(result.tokens).toBe(24);
    const none = await rejectionOf(
      session.embed({ texts: [], options: { model: "x" } }, quietCall()),
    );
    expect(none).toMatchObject({ code: "no-texts" });
  });
});

test("kept work leaves as files that open again", async () => {
  const { session } = await open();
  const info = await session.load(source(), quietCall());
  const id = info.embedding?.keptId ?? "";
  const files = await session.exportKept({ id }, quietCall());
  expect(files.map(({ name }) => name)).toEqual([
    "vectors.npy",
    "documents.jsonl",
    "manifest.json",
  ]);
  const again = await session.load(
    {
      files: files
        .slice(0, 2)
        .map(({ name, bytes }) => fileOf(name, new Uint8Array(bytes))),
    },
    quietCall(),
  );
  expect(again.fingerprint).toBe(info.fingerprint);
  const after = await session.removeKept({ id }, quietCall());
  expect(after.kept).toEqual([]);
});
