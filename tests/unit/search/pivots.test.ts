import { describe, expect, test } from "vitest";
import { type Codes, quietContext } from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import {
  realPivotDistances,
  furthestFirstCosine,
  furthestFirstHamming,
  pairwisePivotDistances,
  PIVOT_SAMPLE_SIZE,
} from "../../../src/search/structure/pivots/choose";
import { hammingDistance } from "../../../src/numeric/bits";
import { NumpyRandomState } from "../../../src/numeric/random/mt19937";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { decode } from "../../fixtures/load";
import { tableCaseOf, tableCases } from "../evaluate/tableCases";
import { gatherCodes, gatherRows } from "../../../src/compute/gather";

const backend = createReferenceBackend();
const hammingCases = tableCases.filter((c) => c.stored.space === "hamming");
const notebook67 = tableCaseOf("notebook-67");

/** Codes of one word each. */
function wordCodes(words: Uint32Array): Codes {
  return { words, rows: words.length, bits: 32 };
}

describe.each(tableCases)("draws of $name", ({ name, stored, queryRows }) => {
  test("the queries are numpy's choice without replacement", () => {
    const random = new NumpyRandomState(42);
    if (name !== "ties") {
      expect(random.choice(stored.n, queryRows.length)).toEqual(queryRows);
      return;
    }
    // Eleven drawn, and row 59 at the end.
    const drawn = random.choice(stored.n, 11).filter((row) => row !== 59);
    expect(Int32Array.of(...drawn, 59)).toEqual(queryRows);
  });
});

describe.each(hammingCases)(
  "Hamming pivots of $name",
  ({ codes, pivotRows, stored }) => {
    test("furthest-first chooses numpy's rows", async () => {
      const rows = await furthestFirstHamming(
        backend,
        codes,
        pivotRows.length,
        42,
        quietContext,
      );
      expect(rows).toEqual(pivotRows);
    });

    test("the distances to them are numpy's", async () => {
      const distances = await backend.pivotDistances(
        codes,
        gatherCodes(codes, pivotRows),
        quietContext,
      );
      expect(distances).toEqual(decode(stored.pivotDistances, "uint8"));
    });
  },
);

describe("cosine pivots of notebook-67", () => {
  const { vectors, pivotRows, stored } = notebook67;

  test("furthest-first chooses numpy's rows", async () => {
    const count = pivotRows.length;
    const rows = await furthestFirstCosine(vectors, count, 42, quietContext);
    expect(rows).toEqual(pivotRows);
  });

  test("the distances to them are numpy's to f32", async () => {
    const distances = await realPivotDistances(
      vectors,
      gatherRows(vectors, pivotRows),
      "cosine",
      quietContext,
    );
    const expected = decode(stored.pivotDistances, "float32");
    expect(distances.length).toBe(expected.length);
    // numpy takes the rows for exact unit vectors, f32 rows are so to 1e-7.
    distances.forEach((distance, i) =>
      expect(Math.abs(distance - expected[i])).toBeLessThan(2e-7),
    );
  });

  test("do not depend on the lengths of the rows", async () => {
    const scaled = {
      ...vectors,
      data: vectors.data.map((v, i) => (i < vectors.columns * 200 ? 4 * v : v)),
    };
    const pivots = gatherRows(vectors, pivotRows);
    expect(
      await realPivotDistances(scaled, pivots, "cosine", quietContext),
    ).toEqual(
      await realPivotDistances(vectors, pivots, "cosine", quietContext),
    );
  });
});

describe("furthest-first in Hamming space", () => {
  test("looks at 10,000 documents of more, as the notebooks", async () => {
    const random = new NumpyGenerator(5);
    const n = PIVOT_SAMPLE_SIZE + 500;
    const words = Uint32Array.from({ length: n }, () =>
      random.integers(2 ** 32),
    );
    const rows = await furthestFirstHamming(
      backend,
      wordCodes(words),
      4,
      42,
      quietContext,
    );

    const numpy = new NumpyGenerator(42);
    const sample = numpy.choice(n, PIVOT_SAMPLE_SIZE);
    const chosen = [numpy.integers(PIVOT_SAMPLE_SIZE)];
    while (chosen.length < 4) {
      let best = -1;
      let bestDistance = -1;
      sample.forEach((row, i) => {
        if (chosen.includes(i)) return;
        const nearest = Math.min(
          ...chosen.map((c) =>
            hammingDistance(words, row, words, sample[c], 1),
          ),
        );
        if (nearest > bestDistance) [best, bestDistance] = [i, nearest];
      });
      chosen.push(best);
    }
    expect([...rows]).toEqual(chosen.map((i) => sample[i]));
  });

  test("chooses different rows even where all codes are equal", async () => {
    const codes = wordCodes(new Uint32Array(6).fill(7));
    const rows = await furthestFirstHamming(backend, codes, 6, 1, quietContext);
    expect([...rows].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe("pairwisePivotDistances", () => {
  test("Hamming: differing bits of every pair", () => {
    const pivots = wordCodes(Uint32Array.of(0, 0xff, 0xf0000000));
    expect(pairwisePivotDistances(pivots, "hamming")).toEqual([
      [0, 8, 4],
      [8, 0, 12],
      [4, 12, 0],
    ]);
  });

  test("cosine: 1 - cosine of every pair", () => {
    const pivots = {
      data: Float32Array.of(1, 0, 0, 2, -3, 0),
      rows: 3,
      columns: 2,
    };
    expect(pairwisePivotDistances(pivots, "cosine")).toEqual([
      [0, 1, 2],
      [1, 0, 1],
      [2, 1, 0],
    ]);
  });

  test("nothing without pivots", () => {
    expect(pairwisePivotDistances(null, "hamming")).toEqual([]);
  });
});
