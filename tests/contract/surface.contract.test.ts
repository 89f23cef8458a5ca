import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComputeBackend, quietContext } from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import {
  randomShape,
  SCORES,
  type ScoreName,
  STRUCTURES,
  type StructureName,
  surfaceCase,
  type SurfaceShape,
} from "./surfaceCases";

const reference = createReferenceBackend();

const PLAIN: SurfaceShape = {
  n: 97,
  queries: 4,
  k: 9,
  bits: 45,
  pivots: 6,
  distinct: 30,
};

/** Sizes at which kernels take another way, with every pair of parts. */
const SIZES: readonly (readonly [string, Partial<SurfaceShape>])[] = [
  ["no document", { n: 0, queries: 2, k: 0, distinct: 1 }],
  ["no query", { queries: 0 }],
  ["one document, the only neighbour", { n: 1, queries: 2, k: 1, distinct: 2 }],
  ["a workgroup less one", { n: 63 }],
  ["a workgroup", { n: 64 }],
  ["a workgroup and one", { n: 65 }],
  ["a prime", { n: 211, distinct: 211 }],
  ["more than a block", { n: 4099, queries: 2, k: 5, distinct: 4099 }],
  ["ties of all documents", { distinct: 1 }],
  ["two documents that differ", { bits: 1, distinct: 2 }],
  ["every other document a neighbour", { n: 9, queries: 3, k: 8 }],
  ["wide pivot distances", { bits: 300 }],
];

const SCORE_NAMES = Object.keys(SCORES) as ScoreName[];
const STRUCTURE_NAMES = Object.keys(STRUCTURES) as StructureName[];

const PAIRS = SCORE_NAMES.flatMap((score) =>
  STRUCTURE_NAMES.map((structure) => ({ score, structure })),
);

describe.each(BACKENDS)("surface on %s", (backendName) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  async function expectEqual(
    seed: number,
    shape: SurfaceShape,
    score: ScoreName,
    structure: StructureName,
    what: string,
  ): Promise<void> {
    const input = surfaceCase(seed, shape, score, structure);
    const got = await backend.surface(input, quietContext);
    const wanted = await reference.surface(input, quietContext);
    expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort());
    expect(got.knobs, what).toEqual(wanted.knobs);
    expect(got, what).toEqual(wanted);
  }

  describe.each(PAIRS)("$score, $structure", ({ score, structure }) => {
    test.each(SIZES)("%s", (what, change) =>
      expectEqual(7, { ...PLAIN, ...change }, score, structure, what),
    );

    test("random sizes", async () => {
      for (let seed = 1; seed <= 8; seed++) {
        const shape = randomShape(seed);
        const what = `seed ${seed}: ${JSON.stringify(shape)}`;
        await expectEqual(seed, shape, score, structure, what);
      }
    });
  });

  test("codes of more bits than keys have entries", () =>
    expectEqual(
      3,
      { ...PLAIN, bits: 5000 },
      "hamming",
      "Hamming pivots",
      "5000 bits",
    ));

  test("the last step keeps every document but the query", async () => {
    for (const structure of STRUCTURE_NAMES) {
      const input = surfaceCase(4, PLAIN, "hamming", structure);
      const got = await backend.surface(input, quietContext);
      for (let q = 0; q < got.queries; q++)
        expect(got.candidates[(q + 1) * got.steps - 1], structure).toBe(
          PLAIN.n - (input.excludedRows[q] >= 0 ? 1 : 0),
        );
    }
  });

  test("only sums of real squares are left to the fallback", async () => {
    for (const { score, structure } of PAIRS) {
      const before = backend.handedOver("surface");
      const input = surfaceCase(1, PLAIN, score, structure);
      await backend.surface(input, quietContext);
      const isLeft = backendName === "webgpu" && input.structure.wgsl === null;
      expect(
        backend.handedOver("surface") - before,
        `${score}, ${structure}`,
      ).toBe(isLeft ? 1 : 0);
    }
    const withoutText = STRUCTURE_NAMES.filter(
      (structure) =>
        surfaceCase(1, PLAIN, "hamming", structure).structure.wgsl === null,
    );
    expect(withoutText).toEqual([
      "squares of cosine pivots",
      "squares of angular pivots",
    ]);
  });

  test("operands that do not fit are an error of the caller", async () => {
    const input = surfaceCase(2, PLAIN, "hamming", "scan");
    await expect(
      backend.surface({ ...input, k: input.k + 1 }, quietContext),
    ).rejects.toThrow("surface: neighbours should hold");
  });
});
