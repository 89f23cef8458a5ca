import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ComputeBackend,
  type Matrix,
  quietContext,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import { integer, matrixOf, seededRandom, unitRows } from "./cases";

interface CosineCase {
  readonly name: string;
  readonly queries: Matrix;
  readonly documents: Matrix;
  readonly k: number;
  readonly excludedRows: Int32Array;
}

/** Every third query is a document and excludes its row. */
function natural(q: number, n: number, d: number, k: number): CosineCase {
  const random = seededRandom(q * 13 + n * 7 + d + k);
  const documents = unitRows(random, n, d);
  const excludedRows = Int32Array.from({ length: q }, (_, i) =>
    i % 3 === 0 ? integer(random, n) : -1,
  );
  const others = unitRows(random, q, d);
  const queries = matrixOf(q, d, (i, j) => {
    const row = excludedRows[i];
    return row >= 0 ? documents.data[row * d + j] : others.data[i * d + j];
  });
  const name = `${q} queries, ${n} x ${d}, k = ${k}`;
  return { name, queries, documents, k, excludedRows };
}

/** Documents of which only every `distinct`-th is new: ties everywhere. */
function withTies(
  distinct: number,
  base: CosineCase,
  name: string,
): CosineCase {
  const d = base.documents.columns;
  const documents = matrixOf(
    base.documents.rows,
    d,
    (i, j) => base.documents.data[(i % distinct) * d + j],
  );
  return { ...base, name, documents };
}

/** Documents next to each other in f32: an f32 score cannot tell their order. */
function nearTies(): CosineCase {
  const random = seededRandom(99);
  const d = 48;
  const direction = unitRows(random, 1, d).data;
  const documents = matrixOf(500, d, (_, j) =>
    Math.fround(direction[j] * (1 + (integer(random, 9) - 4) * 2 ** -23)),
  );
  return {
    name: "documents that differ in their last f32 digit",
    queries: unitRows(random, 6, d),
    documents,
    k: 40,
    excludedRows: new Int32Array(6).fill(-1),
  };
}

/** Lengths of 1e-3 to 1e3, zero rows among documents and queries. */
function unevenLengths(): CosineCase {
  const base = natural(7, 203, 31, 203 - 1);
  const scale = (i: number) => (i % 10 === 0 ? 0 : 10 ** ((i % 7) - 3));
  const scaled = (m: Matrix) =>
    matrixOf(m.rows, m.columns, (i, j) => m.data[i * m.columns + j] * scale(i));
  return {
    ...base,
    name: "rows of any length, zero rows too",
    queries: scaled(base.queries),
    documents: scaled(base.documents),
  };
}

function unexcluded(base: CosineCase, name: string): CosineCase {
  return { ...base, name, excludedRows: base.excludedRows.map(() => -1) };
}

// 64 queries and 4096 documents are one block of the CPU's.
const CASES: readonly CosineCase[] = [
  unexcluded(natural(1, 1, 1, 1), "one document"),
  natural(3, 2, 5, 1),
  natural(63, 257, 16, 10),
  natural(64, 256, 17, 10),
  natural(65, 255, 15, 10),
  natural(5, 97, 33, 96),
  unexcluded(natural(5, 97, 33, 97), "k = n, nothing excluded"),
  natural(20, 20_011, 17, 10),
  natural(9, 4097, 384, 100),
  natural(11, 300, 1, 20),
  withTies(3, natural(12, 200, 24, 50), "three different documents"),
  withTies(1, natural(4, 100, 24, 99), "all documents equal"),
  withTies(150, natural(12, 4500, 24, 10), "30 copies across blocks"),
  nearTies(),
  unevenLengths(),
];

describe.each(BACKENDS)("cosineTopK on %s", (backendName) => {
  const reference = createReferenceBackend();
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  test.each(CASES)("$name", async (item) => {
    const { queries, documents, k, excludedRows } = item;
    const got = await backend.cosineTopK(
      queries,
      documents,
      k,
      excludedRows,
      quietContext,
    );
    const wanted = await reference.cosineTopK(
      queries,
      documents,
      k,
      excludedRows,
      quietContext,
    );
    expect(got).toEqual(wanted);
    for (let q = 0; q < queries.rows; q++)
      expect(got.subarray(q * k, (q + 1) * k)).not.toContain(
        excludedRows[q] >= 0 ? excludedRows[q] : documents.rows,
      );
  });

  test("equal documents come by lower row", async () => {
    const documents = matrixOf(40, 8, (_, j) => j + 1);
    const got = await backend.cosineTopK(
      matrixOf(1, 8, (_, j) => 8 - j),
      documents,
      20,
      Int32Array.of(5),
      quietContext,
    );
    const wanted = Array.from({ length: 21 }, (_, i) => i);
    expect(Array.from(got)).toEqual(wanted.filter((row) => row !== 5));
  });

  test("more neighbours than documents are an error", async () => {
    const { queries, documents } = natural(2, 5, 3, 1);
    await expect(
      backend.cosineTopK(
        queries,
        documents,
        5,
        Int32Array.of(1, -1),
        quietContext,
      ),
    ).rejects.toThrow("k = 5 needs at least 6 documents, got 5");
  });
});
