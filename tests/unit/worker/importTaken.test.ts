import { packBits } from "../../../src/numeric/bits";
import { sentenceOf } from "../words/textOf";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { writeNpy } from "../../../src/data/npy";
import type { PartialConfig } from "../../../src/model/run/configuration";
import { finishedRun, takenFiles } from "../export/kitSupport";
import { fileOf, quietCall, rejectionOf, type Session } from "./support";
import type { ImportOptions } from "../../../src/model/importReport";

const PICKLES = join(import.meta.dirname, "../../fixtures/pickles");
const data = { n: 300, dim: 24, clusters: 12, seed: 7 };
const config = {
  hash: { bits: 16, iterations: 5, seed: 9 },
  pivots: { count: 4, seed: 5 },
  queries: { count: 20, seed: 3 },
  k: 5,
  limits: [10, 50],
  thresholds: [2, 4],
} as const;

const filesOf = (taken: ReadonlyMap<string, Uint8Array>) =>
  [...taken].map(([path, bytes]) => fileOf(path, bytes));

const importing = (
  session: Session,
  files: readonly File[],
  options: ImportOptions = {},
) => session.importParameters({ files, ...options }, quietCall());

/** A session on the same data that has trained nothing of its own. */
const fresh = () => finishedRun(data, { hash: { bits: 16, iterations: 0 } });

describe.each<[string, PartialConfig]>([
  ["hamming", config],
  [
    "angular",
    {
      ...config,
      pivots: { count: 3, seed: 5, space: "angular" },
      thresholds: [0.2, 0.4],
    },
  ],
  [
    "squares",
    { ...config, pivots: { count: 4, seed: 5, statistic: "sum-of-squares" } },
  ],
])("what leaves comes back: %s pivots", (_, settings) => {
  let source: Session;
  let rows: unknown;
  beforeAll(async () => {
    source = await finishedRun(data, settings);
    rows = (await source.run(settings, quietCall())).result.rows;
  });

  test.each<[string, () => Promise<File[]>]>([
    [
      "parameters.safetensors",
      async () => filesOf(await takenFiles(source, "safetensors")),
    ],
    [
      "documents.parquet",
      async () => filesOf(await takenFiles(source, "parquet")),
    ],
    ["the .npz", async () => filesOf(await takenFiles(source, "npz"))],
    [
      "everything as one zip",
      async () => {
        const files = Object.fromEntries(await takenFiles(source, "zip"));
        return [fileOf("all.zip", zipSync(files, { level: 0 }))];
      },
    ],
  ])("%s, with its settings: the same table", async (_name, files) => {
    const session = await fresh();
    const report = await importing(session, await files());
    expect(report.used).toEqual(
      expect.arrayContaining(["mean", "pca", "rotation", "pivots"]),
    );
    expect(report.warnings).toEqual([]);
    expect(report.config).not.toBeNull();
    const view = await session.run(report.config ?? {}, quietCall());
    expect(view.result.fit.imported).toBe(true);
    expect(view.result.rows).toEqual(rows);
  });

  test("the notebooks' files: the same table with the same settings", async () => {
    const session = await fresh();
    const report = await importing(
      session,
      filesOf(await takenFiles(source, "notebook")),
    );
    expect(report.pivots?.recorded).toBe(true);
    const view = await session.run(settings, quietCall());
    expect(view.result.rows).toEqual(rows);
  });
});

describe("pickles and their kin", () => {
  const pickle = (name: string) =>
    fileOf(name, new Uint8Array(readFileSync(join(PICKLES, name))));

  test("the notebooks' dict evaluates; another data set's mean is named", async () => {
    const session = await fresh();
    const report = await importing(session, [pickle("itq_4.pkl")]);
    expect(report).toMatchObject({
      used: ["mean", "pca", "rotation"],
      bits: 16,
    });
    expect(report.warnings.map(sentenceOf).join("\n")).toMatch(
      /imported mean lies \d\.\d+ from the mean of these documents.*another model, prefix or domain/,
    );
    const view = await session.run(config, quietCall());
    expect(view.result.fit.imported).toBe(true);
  });

  test("the pickled dict beside the notebooks' arrays is read, not run", async () => {
    const session = await fresh();
    const report = await importing(session, [
      pickle("itq_4.pkl"),
      pickle("e5_small_itq_metadata.npy"),
    ]);
    expect(report.model).toBe("intfloat/multilingual-e5-small");
  });

  test("an attack changes nothing of what is in use", async () => {
    const session = await fresh();
    await importing(session, [pickle("itq_4.pkl")]);
    const before = await session.run(config, quietCall());
    const failure = await rejectionOf(
      importing(session, [pickle("bad_command_inside_5.pkl")]),
    );
    expect(failure.message).toMatch(/it asks Python for posix\.system/);
    const after = await session.run(config, quietCall());
    expect(after.result.rows).toEqual(before.result.rows);
  });
});

describe("pivots are told apart, and what is doubtful is said", () => {
  const codes = Uint8Array.from(
    { length: 4 * 16 },
    (_, i) => ((i * 7) % 3) & 1,
  );
  const npy = (
    name: string,
    shape: number[],
    values: Uint8Array | Float32Array,
  ) =>
    fileOf(
      name,
      values instanceof Uint8Array
        ? writeNpy({ dtype: "u1", shape, data: values })
        : writeNpy({ dtype: "f4", shape, data: values }),
    );
  const hexOf = (row: number) => {
    let hex = "";
    for (let at = 0; at < 16; at += 4)
      hex += [0, 1, 2, 3]
        .reduce((sum, j) => sum * 2 + codes[row * 16 + at + j], 0)
        .toString(16);
    return hex;
  };
  const popcount = (row: number) =>
    codes.subarray(row * 16, row * 16 + 16).reduce((sum, bit) => sum + bit, 0);
  const json = (change: object = {}) => ({
    n_pivots: 4,
    n_bits: 16,
    pivots: [2, 0, 3, 1].map((index) => ({
      index,
      hex: hexOf(index),
      popcount: popcount(index),
    })),
    ...change,
  });
  const jsonFile = (value: object) =>
    fileOf("pivots_4_export.json", JSON.stringify(value));

  test("hex gives the codes of the same pivots", async () => {
    const session = await fresh();
    await importing(session, [npy("pivots.npy", [4, 16], codes)]);
    const direct = await session.run(config, quietCall());
    const report = await importing(session, [jsonFile(json())]);
    expect(report.pivots).toEqual({
      kind: "codes",
      count: 4,
      width: 16,
      space: "hamming",
      recorded: true,
    });
    const view = await session.run(config, quietCall());
    expect(view.result.rows).toEqual(direct.result.rows);
  });

  test.each<[string, object, RegExp]>([
    [
      "a popcount",
      { pivots: [{ index: 0, hex: hexOf(1), popcount: 99 }], n_pivots: 1 },
      /pivot 0 has \d one bits, its popcount says 99/,
    ],
    [
      "a length",
      { pivots: [{ index: 0, hex: "ab" }], n_pivots: 1 },
      /pivot 0 needs 4 hex digits for 16 bits/,
    ],
    ["a count", { n_pivots: 5 }, /n_pivots is 5, but 4 pivots follow/],
    [
      "an index",
      { pivots: [{ index: 7, hex: hexOf(1) }], n_pivots: 1 },
      /pivot 0 has the index 7/,
    ],
  ])("%s that disagrees is refused", async (_, change, why) => {
    const session = await fresh();
    const failure = await rejectionOf(
      importing(session, [jsonFile(json(change))]),
    );
    expect(failure.message).toMatch(why);
  });

  test("floats are vectors, and that their space is not recorded is said", async () => {
    const session = await fresh();
    const vectors = Float32Array.from({ length: 3 * 24 }, (_, i) =>
      Math.cos(i),
    );
    const file = npy("e5_pivots_3.npy", [3, 24], vectors);
    const report = await importing(session, [file], { dryRun: true });
    expect(report.pivots).toMatchObject({
      kind: "vectors",
      space: "cosine",
      recorded: false,
    });
    expect(report.warnings.map(sentenceOf).join()).toMatch(
      /does not record its space/,
    );
    const before = await session.run(config, quietCall());
    expect(before.result.config.structure.strategy).toBe("furthest-first");
    const chosen = await importing(session, [file], { pivotSpace: "angular" });
    expect(chosen.warnings).toEqual([]);
    const view = await session.run({ hash: { bits: 16 } }, quietCall());
    expect(view.result.config.structure).toMatchObject({
      space: "angular",
      count: 3,
    });
    const refused = await rejectionOf(
      importing(session, [file], { pivotSpace: "hamming" }),
    );
    expect(refused.message).toMatch(/cannot be compared by Hamming distance/);
  });

  test("packed codes of a known hash are codes", async () => {
    const source = await finishedRun(data, config);
    const taken = await takenFiles(source, "npy");
    const own = (name: string) =>
      fileOf(name, taken.get(name) ?? new Uint8Array());
    const packed = Uint8Array.of(0x12, 0x34, 0xff, 0x00);
    const session = await fresh();
    const report = await importing(session, [
      ...["mean.npy", "pca.npy", "rotation.npy"].map(own),
      npy("pivots.npy", [2, 2], packed),
    ]);
    expect(report.pivots).toMatchObject({ kind: "codes", count: 2, width: 16 });
    expect(report.notes.map(sentenceOf).join()).toMatch(/packed/);
    const { structureArrays } = await session
      .run({}, quietCall())
      .then(() => session.artifacts(null, quietCall()));
    const pivots = structureArrays["pivots"].data;
    if (!(pivots instanceof Uint8Array)) throw new Error("pivots are codes");
    expect([...packBits(pivots, 2, 16)]).toEqual([0x12340000, 0xff000000]);
  });
});

describe("warnings of the study's traps", () => {
  test("distances that wrapped, vectors and a mean that were not scaled", async () => {
    const wide = { n: 400, dim: 256, clusters: 12, seed: 7 };
    const source = await finishedRun(wide, {
      hash: { bits: 256, iterations: 1 },
      queries: { count: 5 },
    });
    const taken = await takenFiles(source, "npy");
    const mean = Float32Array.from({ length: 256 }, () => 0.2);
    const files = [
      fileOf("mean.npy", writeNpy({ dtype: "f4", shape: [256], data: mean })),
      ...["pca.npy", "rotation.npy"].map((name) =>
        fileOf(name, taken.get(name) ?? new Uint8Array()),
      ),
      fileOf(
        "e5_pivot_distances.npy",
        writeNpy({ dtype: "u1", shape: [2, 2], data: new Uint8Array(4) }),
      ),
      fileOf(
        "e5_embeddings.npy",
        writeNpy({
          dtype: "f4",
          shape: [2, 2],
          data: Float32Array.of(3, 4, 1, 0),
        }),
      ),
    ];
    const { warnings } = await importing(source, files);
    const text = warnings.map(sentenceOf).join("\n");
    expect(text).toMatch(
      /e5_pivot_distances holds distances of 256 bits in 8 bits each/,
    );
    expect(text).toMatch(
      /e5_embeddings came along with vectors that are not of length 1 \(row 0: 5\.000\)/,
    );
    expect(text).toMatch(/imported mean has length 3\.200/);
  });

  test("recorded bits that are not the pca's are refused with both numbers", async () => {
    const source = await finishedRun(data, config);
    const taken = await takenFiles(source, "npy");
    const failure = await rejectionOf(
      importing(source, [
        ...["mean.npy", "pca.npy", "rotation.npy"].map((name) =>
          fileOf(name, taken.get(name) ?? new Uint8Array()),
        ),
        fileOf("minilm_itq_metadata.json", JSON.stringify({ n_bits: 32 })),
      ]),
    );
    expect(failure.message).toMatch(/pca: 16 bits, but 32 bits are recorded/);
  });

  test("settings that this data set cannot have are left out, and said", async () => {
    const source = await finishedRun(data, config);
    const files = filesOf(await takenFiles(source, "safetensors"));
    const small = await finishedRun(
      { ...data, n: 22 },
      {
        hash: { bits: 16, iterations: 0 },
        queries: { count: 5 },
        k: 2,
        pivots: { count: 2 },
      },
    );
    const report = await importing(small, files);
    expect(report.config).toBeNull();
    expect(report.warnings.map(sentenceOf).join("\n")).toMatch(
      /recorded settings cannot be used here/,
    );
  });
});

describe("FAISS", () => {
  test("the transform comes back as mean, pca and rotation of the same codes", async () => {
    const source = await finishedRun(data, config);
    const taken = await takenFiles(source, "faiss");
    const own = await source.artifacts(null, quietCall());
    const session = await fresh();
    const report = await importing(session, [
      fileOf("itq.transform", taken.get("itq.transform") ?? new Uint8Array()),
    ]);
    expect(report.bits).toBe(16);
    await session.run(config, quietCall());
    const back = await session.artifacts(null, quietCall());
    const turned = back.codeWords.filter(
      (word, i) => word !== own.codeWords[i],
    );
    // Rounding of the folded mean may turn a bit at zero.
    expect(turned.length).toBeLessThanOrEqual(1);
  });

  test.each<[string, (bytes: Uint8Array) => void, RegExp]>([
    ["another object", (bytes) => bytes.set([88], 0), /begins with “XTra”/],
    [
      "rows that are no axes",
      (bytes) => bytes.set([0, 0, 160, 64], 13),
      /not orthonormal/,
    ],
  ])("%s is refused", async (_, change, why) => {
    const source = await finishedRun(data, config);
    const bytes = (await takenFiles(source, "faiss")).get("itq.transform");
    if (!bytes) throw new Error("no transform");
    change(bytes);
    const failure = await rejectionOf(
      importing(source, [fileOf("itq.transform", bytes)]),
    );
    expect(failure.message).toMatch(why);
  });
});
