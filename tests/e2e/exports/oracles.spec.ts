import { unzipSync } from "fflate";
import { parseNpy, writeNpy } from "../../../src/data/npy";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import {
  exportFiles,
  jsonObject,
  keepForOracle,
  openSmall,
  run,
} from "../support/app";
import {
  evaluatedTest as test,
  expect,
  test as pageTest,
} from "../support/fixtures";

/** What the Python oracles recompute from scratch: `oracles` of the test command reads it. */
const cases = [
  { name: "held-out-default", config: {} },
  { name: "notebook-62", config: { protocol: "notebook-62" } },
  { name: "notebook-67", config: { protocol: "notebook-67" } },
  {
    name: "notebook-62-wide",
    config: {
      protocol: "notebook-62",
      hash: { bits: 300, iterations: 3 },
      pivots: { count: 3, seed: 7 },
      queries: { count: 37, seed: 5 },
      k: 7,
      thresholds: [0, 10, 25, 300],
      limits: [1, 20, 10_000],
    },
  },
  {
    name: "odd-bits",
    config: {
      hash: { bits: 45, iterations: 5, seed: 3 },
      pivots: { count: 64 },
      queries: { count: 500 },
      thresholds: [4, 8],
      limits: [50],
    },
  },
] as const;

for (const { name, config } of cases) {
  test(`export ${name} holds what the run used`, async ({ page }) => {
    const result = await run(page, config);
    await keepForOracle(page, name, result);
    const [npz] = await exportFiles(page, "npz");
    const members = unzipSync(npz.bytes);
    const array = (member: string) =>
      parseNpy(members[`${member}.npy`], member);
    const { bits } = result.config.hash;
    const n = result.corpusSize;
    expect(array("mean").shape).toEqual([384]);
    expect(array("pca").shape).toEqual([384, bits]);
    expect(array("rotation").shape).toEqual([bits, bits]);
    expect(array("hashes").shape).toEqual([n, bits]);
    expect(array("packed_hashes").shape).toEqual([n, Math.ceil(bits / 8)]);
    expect(array("pivot_distances").dtype).toBe(
      result.config.structure.space === "cosine"
        ? "f4"
        : bits > 255
          ? "u2"
          : "u1",
    );
    expect(Array.from(array("queries").data, Number)).toEqual(result.queryIds);
    const metadata = jsonObject(members["metadata.json"]);
    expect(metadata.model).toBe("sentence-transformers/all-MiniLM-L6-v2");
    expect(metadata.config).toEqual(result.config);
    expect(Object.keys(metadata.arrays ?? {}).sort()).toEqual(
      Object.keys(members)
        .filter((member) => member.endsWith(".npy"))
        .map((member) => member.slice(0, -4))
        .sort(),
    );
  });
}

pageTest(
  "held-out queries leave a corpus without a query set",
  async ({ page }) => {
    await openSmall(page);
    const rows = 700;
    const dim = 40;
    const normals = new NumpyGenerator(9).standardNormals(rows * dim);
    const data = new Float32Array(rows * dim);
    for (let row = 0; row < rows; row++) {
      const own = normals.subarray(row * dim, (row + 1) * dim);
      for (let j = 0; j < dim; j++) own[j] = own[j] / (1 + j / 4) + 0.3;
      const norm = Math.hypot(...own);
      for (let j = 0; j < dim; j++) data[row * dim + j] = own[j] / norm;
    }
    const bytes = writeNpy({ dtype: "f4", shape: [rows, dim], data });
    await page.evaluate(
      async ([base64]) => {
        const response = await fetch(`data:;base64,${base64}`);
        const file = new File([await response.arrayBuffer()], "mine.npy");
        await window.bitsieve.load({ files: [file] });
      },
      [Buffer.from(bytes).toString("base64")],
    );
    const result = await run(page, {
      hash: { bits: 32, iterations: 10 },
      queries: { count: 60 },
      thresholds: [3, 6],
      limits: [20, 100],
    });
    expect(result.querySource).toBe("removed");
    expect(result.corpusSize).toBe(rows - 60);
    await keepForOracle(page, "removed-queries", result, {
      "vectors.npy": bytes,
    });
  },
);
