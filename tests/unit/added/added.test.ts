import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { completeConfig } from "../../../src/search/config/complete";
import {
  methods as registered,
  type Methods,
} from "../../../src/search/registry";
import { parseNpy } from "../../../src/data/npy";
import { rowsToCsv } from "../../../src/export/rowsCsv";
import { pageFigures, reportFigures } from "../../../src/figures/registry";
import { runArrays } from "../../../src/export/arrays";
import { Fault } from "../../../src/model/fault";
import { unpackBits } from "../../../src/numeric/bits";
import { allLanguages } from "../../../src/words/allLanguages";
import { languages, wordFault } from "../../../src/words/languages";
import { wordsOfMethod } from "../../../src/words/words";
import { runModule } from "../export/moduleText";
import type { KitKind } from "../../../src/model/artifacts";
import { takenFiles } from "../export/kitSupport";
import { textOf } from "../words/textOf";
import {
  fileOf,
  npyFile,
  quietCall,
  referenceSession,
  type Session,
} from "../worker/support";
import { firstAxes } from "./firstAxes";
import { lengths } from "./lengths";
import { tripled } from "./tripled";
import { words } from "./words";

/*
 * A hash, a structure and a score of this folder's own, which no other file
 * knows, in the worker's session and in what it exports.
 */

const methods: Methods = {
  hash: { ...registered.hash, "first-axes": firstAxes },
  structure: { ...registered.structure, lengths },
  score: { ...registered.score, tripled },
};

const named = languages.en.methods;

/** The words of a page that has these methods too. */
const allWords = {
  ...languages.en,
  methods: {
    hash: { ...named.hash, ...words.hash },
    structure: { ...named.structure, ...words.structure },
    score: { ...named.score, ...words.score },
  },
};

const n = 300;
const config = {
  hash: { method: "first-axes", bits: 20 },
  structure: { method: "lengths", margin: 3 },
  score: { method: "tripled" },
  protocol: "notebook-62",
  queries: { count: 12 },
  k: 5,
  limits: [5, 40],
} as const;

let session: Session;
let view: Awaited<ReturnType<Session["run"]>>;

beforeAll(async () => {
  session = referenceSession(createReferenceBackend(), undefined, methods);
  await session.load({ synthetic: { n, dim: 24, seed: 3 } }, quietCall());
  view = await session.run(config, quietCall());
});

describe("a hash, a structure and a score that only a test knows", () => {
  test("are configured and checked by their own descriptors", async () => {
    expect(view.result.config.hash).toEqual({
      method: "first-axes",
      bits: 20,
      level: 0,
    });
    expect(view.result.config.structure).toEqual({
      method: "lengths",
      margin: 3,
    });
    expect(view.result.config.thresholds).toEqual([3]);
    const run = (patch: object) =>
      session.run({ ...config, ...patch }, quietCall());
    await expect(
      run({ hash: { method: "first-axes", bits: 65 } }),
    ).rejects.toThrow();
    await expect(
      run({ structure: { method: "lengths", margin: 65 } }),
    ).rejects.toThrow();
    expect(completeConfig(config, methods).score).toEqual({
      method: "tripled",
    });
  });

  test("give the rows of a plain loop over every pair", async () => {
    const artifacts = await session.artifacts(null, quietCall());
    const { codeWords, queryWords, queryRows, groundTruth } = artifacts;
    const ones = (x: number) => {
      let count = 0;
      for (let rest = x; rest !== 0; rest &= rest - 1) count++;
      return count;
    };
    const t = 3;
    let candidates = 0;
    let kept = 0;
    let hits = 0;
    queryWords.forEach((query, q) => {
      const passing = Array.from(codeWords, (code, row) => ({
        row,
        key: 3 * ones(code ^ query) + (row % 2),
        passes: row !== queryRows[q] && Math.abs(ones(code) - ones(query)) <= t,
      })).filter(({ passes }) => passes);
      candidates += passing.length;
      const found = passing
        .sort((a, b) => a.key - b.key || a.row - b.row)
        .slice(0, 40)
        .map(({ row }) => row);
      for (const row of groundTruth.subarray(q * 5, (q + 1) * 5)) {
        if (passing.some((document) => document.row === row)) kept++;
        if (found.includes(row)) hits++;
      }
    });
    const row = view.curve.find(({ threshold }) => threshold === t);
    expect(row?.candidates.mean).toBeCloseTo(candidates / 12, 12);
    expect(row?.filterRecall).toBeCloseTo(kept / 60, 12);
    expect(row?.recall[1].stable).toBeCloseTo(hits / 60, 12);
    expect(rowsToCsv(view.curve).split("\n").length).toBeGreaterThan(4);
  });

  test("explain a query, and say how far a neighbour is from being kept", async () => {
    const report = await session.search(
      { source: { kind: "document", id: 7 }, threshold: 1, limit: 40, k: 5 },
      quietCall(),
    );
    for (const fate of report.exact) {
      const [own] = report.query.pivotDistances;
      const [stored] = fate.pivotDistances;
      expect(fate.statistic).toBe(Math.abs(own - stored));
      expect(fate.keptFrom).toBe(Math.abs(own - stored));
    }
  });

  test("leave as arrays, columns and SQL", async () => {
    const artifacts = await session.artifacts(null, quietCall());
    const arrays = runArrays(artifacts);
    expect(arrays["axes"].shape).toEqual([24, 20]);
    expect(arrays["ones"].shape).toEqual([n, 1]);
    const files = await takenFiles(session, "duckdb", { threshold: 3 });
    const text = (name: string) =>
      new TextDecoder().decode(
        [...files].find(([path]) => path.endsWith(name))?.[1],
      );
    expect(text("schema.sql")).toMatch(/\bones +UTINYINT/);
    const [, low, high] =
      /ones BETWEEN (\d+) AND (\d+)/.exec(text("query.sql")) ?? [];
    expect(Number(high) - Number(low)).toBe(6);
    const npy = await takenFiles(session, "npy");
    const [, ones] = [...npy].find(([path]) => path.endsWith("ones.npy")) ?? [];
    if (!ones) throw new Error("the column is not among the arrays");
    expect(Array.from(parseNpy(ones, "ones.npy").data, Number)).toEqual(
      Array.from(artifacts.columns[0].values),
    );
  });

  test("refuse in sentences of their own", async () => {
    const ownText = async (refused: Promise<unknown>) => {
      const fault: unknown = await refused.catch((error: unknown) => error);
      if (fault instanceof Fault) return wordFault(allWords, fault.fault);
      throw new Error("nothing was refused");
    };
    expect(
      await ownText(session.run({ ...config, thresholds: [1.5] }, quietCall())),
    ).toEqual({
      message: "1.5 ones cannot be counted.",
      hint: "Give whole numbers of ones.",
    });
    const large = referenceSession(
      createReferenceBackend(),
      undefined,
      methods,
    );
    await large.load({ synthetic: { n: 1200, dim: 24, seed: 3 } }, quietCall());
    expect(await ownText(large.run(config, quietCall()))).toEqual({
      message: "1200 documents are too many to be tripled.",
      hint: null,
    });
    const axes = npyFile("axes.npy", [20, 16], new Float32Array(320));
    expect(
      await ownText(session.importParameters({ files: [axes] }, quietCall())),
    ).toEqual({
      message: "axes: axes of shape (20, 16) are of other vectors.",
      hint: "First axes need 24 rows.",
    });
  });

  test("take their own arrays from files again, with what was exported", async () => {
    for (const kind of ["safetensors", "npz", "zip", "parquet"] as const) {
      const taken = await takenFiles(session, kind);
      const files =
        kind === "zip"
          ? [
              fileOf(
                "all.zip",
                zipSync(Object.fromEntries(taken), { level: 0 }),
              ),
            ]
          : [...taken].map(([path, bytes]) => fileOf(path, bytes));
      const other = referenceSession(
        createReferenceBackend(),
        undefined,
        methods,
      );
      await other.load({ synthetic: { n, dim: 24, seed: 3 } }, quietCall());
      const report = await other.importParameters({ files }, quietCall());
      expect(report.used, kind).toContain("axes");
      expect(report.bits).toBe(20);
      expect(report.config?.hash).toEqual(view.result.config.hash);
      const again = await other.run(report.config ?? {}, quietCall());
      expect(again.result.fit.imported).toBe(true);
      expect(again.result.imported).toContain("axes");
      expect(again.result.rows).toEqual(view.result.rows);
    }
  });

  test("use imported axes as they are, and no other method's arrays", async () => {
    const other = referenceSession(
      createReferenceBackend(),
      undefined,
      methods,
    );
    await other.load({ synthetic: { n, dim: 24, seed: 3 } }, quietCall());
    const turned = new Float32Array(24 * 16);
    for (let j = 0; j < 16; j++) turned[(23 - j) * 16 + j] = -1;
    const axes = npyFile("AXES.npy", [24, 16], turned);
    const report = await other.importParameters({ files: [axes] }, quietCall());
    expect(report.notes).toEqual([
      { name: "import.hash-used", params: { names: ["axes"], bits: 16 } },
    ]);
    await other.run({ ...config, hash: { method: "first-axes" } }, quietCall());
    const artifacts = await other.artifacts(null, quietCall());
    const [vector] = [artifacts.firstQueryVectors.subarray(0, 24)];
    const bits = Array.from({ length: 16 }, (_, j) => vector[23 - j] < 0);
    expect(unpackBits(artifacts.queryWords.subarray(0, 1), 1, 16)).toEqual(
      Uint8Array.from(bits, Number),
    );
    const refused = await other
      .run({ ...config, hash: { method: "itq", bits: 16 } }, quietCall())
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "bad-config",
      fault: {
        name: "config.imported-hash-of-another",
        params: { names: ["axes"], method: "itq", methods: ["first-axes"] },
      },
    });
  });

  test("leave in every kind of files, or are refused by name", async () => {
    const kinds = Object.keys(allLanguages.en.takeHome.targets) as KitKind[];
    const refused = new Map<KitKind, string>();
    for (const kind of kinds) {
      try {
        const files = await takenFiles(session, kind);
        expect(files.size, kind).toBeGreaterThan(0);
      } catch (error) {
        refused.set(kind, textOf(error).message);
      }
    }
    expect(Object.fromEntries(refused)).toEqual({
      faiss:
        "Hash first-axes cannot leave in FAISS’s files: they need one linear map of the vector.",
      modules:
        "Hash first-axes cannot leave in the Python and TypeScript modules: they need mean, pca and rotation.",
      notebook:
        "Hash first-axes cannot leave in the notebooks’ files: they need mean, pca and rotation.",
    });
    const zip = await takenFiles(session, "zip");
    const paths = [...zip.keys()];
    expect(paths).toContain("golden.json");
    expect(paths).toContain("documents.safetensors");
    expect(
      paths.filter((path) => /^(bitsieve|faiss|notebook)/.test(path)),
    ).toEqual([]);
    const readme = new TextDecoder().decode(zip.get("README.md"));
    expect(readme).toContain("| `parameters.safetensors` | axes |");
    expect(readme).not.toMatch(/`(bitsieve\.py|faiss\/|notebook\/)`/);
    for (const sentence of refused.values()) expect(readme).toContain(sentence);
  });

  test("a linear hash with this structure leaves in every kind", async () => {
    await session.run(
      { ...config, hash: { method: "itq", bits: 16, iterations: 1 } },
      quietCall(),
    );
    expect((await takenFiles(session, "faiss")).size).toBe(4);
    expect((await takenFiles(session, "notebook")).size).toBeGreaterThan(3);
    expect((await takenFiles(session, "modules")).size).toBe(5);
    const zip = await takenFiles(session, "zip");
    expect(zip.has("faiss/itq.transform")).toBe(true);
    expect(zip.has("bitsieve.py")).toBe(true);
    await session.run(config, quietCall());
  });

  test("are what an exported module stores and keeps", async () => {
    const other = referenceSession(
      createReferenceBackend(),
      undefined,
      methods,
    );
    await other.load({ synthetic: { n, dim: 24, seed: 3 } }, quietCall());
    // The modules' own encode is that of a linear hash.
    await other.run(
      { ...config, hash: { method: "itq", bits: 16, iterations: 2 } },
      quietCall(),
    );
    const files = await takenFiles(other, "modules", { threshold: 3 });
    const bytes = (name: string) => files.get(name) ?? new Uint8Array();
    const text = (name: string) => new TextDecoder().decode(bytes(name));
    const { readParameters, readDocuments, search } = await runModule(
      text("bitsieve.ts"),
    );
    const parameters = readParameters(bytes("parameters.safetensors"));
    const documents = readDocuments(bytes("documents.safetensors"));
    const { queries } = JSON.parse(text("golden.json")) as {
      queries: {
        input: number[];
        ones: number[];
        leftOut: number;
        filtered: { ids: number[] };
      }[];
    };
    expect(queries).toHaveLength(12);
    for (const { input, ones, leftOut, filtered } of queries) {
      expect(ones).toHaveLength(1);
      const found = search(parameters, documents, input, {
        limit: filtered.ids.length,
        threshold: 3,
        leftOut,
      });
      expect(found.map(({ id }) => id)).toEqual(filtered.ids);
    }
    expect(text("bitsieve.py")).toContain('STORED = {"ones": "ones"}');
  });

  test("draw the series of their own fit, and none without one", async () => {
    const input = (of: typeof view) => ({
      view: of,
      setting: { threshold: 3, limit: 40 },
      diagnostics: null,
      sweep: null,
      model: null,
    });
    const figureWords = { ...allWords.figures, hashes: allWords.methods.hash };
    const [figure, ...others] = pageFigures("fit", input(view), figureWords);
    expect(others).toEqual([]);
    expect(figure).toMatchObject({
      name: "axes-used",
      question: "How many of the coordinates are looked at?",
      finding: `20 axes are ${20 / 24} of all.`,
    });
    expect(figure.marks).toMatchObject({ y: { title: "Axes used" } });
    const none = { ...view, series: [] };
    expect(reportFigures("fit", input(none), figureWords)).toEqual([]);
  });

  test("have words for themselves, their settings and their names", () => {
    const named = (["hash", "structure", "score"] as const).flatMap((family) =>
      wordsOfMethod(words[family], config[family].method).name(
        view.result.config[family],
      ),
    );
    expect(named).toEqual(["20 first axes", "by ones", "tripled"]);
    for (const family of ["hash", "structure", "score"] as const) {
      const { method } = config[family];
      const { settings } = wordsOfMethod(words[family], method);
      expect(Object.keys(settings)).toEqual(
        Object.keys(methods[family][method].settings),
      );
    }
  });
});
