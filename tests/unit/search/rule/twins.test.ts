import { beforeAll, describe, expect, test } from "vitest";
import { quietContext } from "../../../../src/compute/backend";
import { createReferenceBackend } from "../../../../src/compute/reference/referenceBackend";
import { surface } from "../../../../src/cpu/surface";
import { typescriptModule } from "../../../../src/export/modules/modules";
import { kitContext } from "../../../../src/export/kits/context";
import { goldenQueries } from "../../../../src/export/kits/golden";
import type { RunArtifacts } from "../../../../src/model/artifacts";
import { valuesOfRow } from "../../../../src/search/rule/column";
import { keeps } from "../../../../src/search/rule/evaluate";
import { columnIntervals } from "../../../../src/search/rule/interval";
import { rowFilter } from "../../../../src/search/rule/rowFilter";
import { pivotRule } from "../../../../src/search/structure/pivots/keepRule";
import { preparePivots } from "../../../../src/search/structure/pivots/prepared";
import { pivotSurface } from "../../../contract/pivotSurface";
import { runModule } from "../../export/moduleText";
import { finishedRun } from "../../export/kitSupport";
import { quietCall } from "../../worker/support";
import { BITS, rules } from "./edgeCases";
import { type Compared, comparedCases, everyRow, nameOfCase } from "./kernel";

/** Codes that are all equal: the rule alone tells documents apart. */
function equalCodes(rows: number) {
  return { words: new Uint32Array((rows * BITS) / 32), rows, bits: BITS };
}

/** The rule as the structure itself answers by it. */
function prepared({ distances }: Compared) {
  const codes = equalCodes(2);
  const rows = Int32Array.of(-1, -1);
  return preparePivots(
    { pivots: { rows, codes, vectors: null }, distances },
    createReferenceBackend(),
  );
}

/** Rows of an answer are at most so many. */
const ANSWER = 100;

/** What the golden answers keep, for any run that has these columns. */
function goldenKept(artifacts: RunArtifacts, edge: Compared): boolean[] {
  const kept: boolean[] = [];
  for (let from = 0; from < edge.rows; from += ANSWER) {
    const count = Math.min(ANSWER, edge.rows - from);
    const { dim, firstQueryVectors } = artifacts;
    const context = kitContext(
      {
        ...artifacts,
        bits: BITS,
        rule: edge.keepRule,
        columns: edge.columns.map((column) => ({
          ...column,
          values: column.values.slice(from, from + count),
        })),
        queryColumns: edge.columns.map((column, c) => {
          const values = column.values.slice(0, 1);
          values[0] = edge.query[c];
          return { ...column, values };
        }),
        codeWords: equalCodes(count).words,
        queryWords: equalCodes(1).words,
        queryRows: Int32Array.of(-1),
        documentIds: Int32Array.from({ length: count }, (_, id) => id),
        firstQueryVectors: firstQueryVectors.subarray(0, dim),
      },
      { threshold: edge.t, language: "en" },
      false,
    );
    const [{ filtered }] = goldenQueries(context);
    const ids = new Set(filtered?.ids);
    for (let id = 0; id < count; id++) kept.push(ids.has(id));
  }
  return kept;
}

describe.each(rules)("$space, $statistic", (rule) => {
  const cases = comparedCases(rule);
  let artifacts: RunArtifacts;

  beforeAll(async () => {
    const session = await finishedRun(
      { n: 60, dim: 16, clusters: 3, seed: 1 },
      { hash: { bits: 16, iterations: 1 }, queries: { count: 5 }, k: 3 },
    );
    artifacts = await session.artifacts(null, quietCall());
  });

  const same = (twin: (edge: Compared) => readonly boolean[]) => {
    for (const edge of cases)
      expect(twin(edge), nameOfCase(edge)).toEqual(edge.kept);
  };

  test("the edges keep some rows and remove others", () => {
    const all = cases.flatMap(({ kept }) => kept);
    expect(all.length).toBeGreaterThan(500);
    const share = all.filter(Boolean).length / all.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.9);
  });

  test("the rule itself", () => {
    same(({ keepRule, columns, query, t, ...edge }) =>
      everyRow({ keepRule, columns, query, t, ...edge }, (row) =>
        keeps(keepRule, query, valuesOfRow(columns, row), t),
      ),
    );
  });

  test("the interval of each column, and the filter of rows", () => {
    for (const edge of cases) {
      const { keepRule, columns, query, t, kept } = edge;
      const intervals = columnIntervals(keepRule, columns, query, t);
      const inside = everyRow(edge, (row) =>
        valuesOfRow(columns, row).every(
          (value, c) => value >= intervals[c].low && value <= intervals[c].high,
        ),
      );
      // A sum has more to it than its intervals, which lose nothing.
      if (keepRule.fold === "max")
        expect(inside, nameOfCase(edge)).toEqual(kept);
      else
        expect(
          kept.filter((isKept, row) => isKept && !inside[row]),
          nameOfCase(edge),
        ).toEqual([]);
    }
    same((edge) =>
      everyRow(
        edge,
        rowFilter(edge.keepRule, edge.columns, edge.query, edge.t),
      ),
    );
  });

  test("the structure, and from where on it keeps a lost neighbour", () => {
    same((edge) => {
      const structure = prepared(edge);
      return everyRow(edge, (row) => structure.keeps(0, row, edge.t));
    });
    for (const edge of cases) {
      const structure = prepared(edge);
      const { knobs, stepOf } = edge.steps;
      for (let row = 0; row < edge.rows; row++)
        expect(
          knobs.findIndex((knob) => structure.keeps(0, row, knob)),
          nameOfCase(edge),
        ).toBe(stepOf(row, 0));
    }
  });

  test("the CPU's kernel", async () => {
    for (const edge of cases) {
      const { distances, rows, steps } = edge;
      const { neighbourStep } = await surface(
        pivotSurface({
          codes: equalCodes(rows),
          queryCodes: equalCodes(1),
          distances,
          excludedRows: Int32Array.of(-1),
          neighbours: Int32Array.from({ length: rows }, (_, row) => row),
          k: rows,
        }),
        quietContext,
      );
      const expected = Array.from({ length: rows }, (_, row) =>
        steps.stepOf(row, 0),
      );
      expect([...neighbourStep], nameOfCase(edge)).toEqual(expected);
    }
  });

  test("the exported TypeScript module", async () => {
    const facts = { pivot_space: rule.space, statistic: rule.statistic };
    const module = await runModule(
      typescriptModule({
        rule: pivotRule(rule),
        structureFacts: facts,
        columns: [],
        structurePrograms: null,
      }),
    );
    same((edge) =>
      everyRow(edge, (row) =>
        module.keeps(edge.query, valuesOfRow(edge.columns, row), edge.t),
      ),
    );
  });

  test("the golden answers", () => {
    same((edge) => goldenKept(artifacts, edge));
  });
});
