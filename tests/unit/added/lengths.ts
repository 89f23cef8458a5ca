import { ConfigError } from "../../../src/model/configError";
import { refusalsOf } from "../../../src/model/refusal";
import type { Column, Rule } from "../../../src/model/rule";
import { wholeNumber } from "../../../src/model/settings";
import type { Encoded } from "../../../src/search/encoded";
import { keeps } from "../../../src/search/rule/evaluate";
import type {
  PreparedStructure,
  StructureMethod,
} from "../../../src/search/structure/structure";

/** What this structure alone refuses. */
export interface LengthsRefusals {
  "ones-not-whole": { readonly value: number };
}

const refusal = refusalsOf<LengthsRefusals>("structure", "lengths");

/** Keep x iff |ones of the query - ones of x| <= t. */
const rule: Rule = {
  kind: "fold",
  fold: "max",
  term: ["abs", ["-", "q", "x"]],
  op: "<=",
  bound: "t",
  value: "number of ones",
};

function onesOf({ codes: { words, rows, bits } }: Encoded): Column {
  const perRow = words.length / rows;
  const values = Uint8Array.from({ length: rows }, (_, row) => {
    let ones = 0;
    for (let w = 0; w < perRow; w++)
      for (let x = words[row * perRow + w]; x !== 0; x &= x - 1) ones++;
    return ones;
  });
  return { name: "ones", array: "ones", range: [0, bits], values };
}

function prepared(documents: Encoded, queries: Encoded): PreparedStructure {
  const stored = onesOf(documents);
  const asking = onesOf(queries);
  const gap = (query: number, row: number) =>
    Math.abs(asking.values[query] - stored.values[row]);
  const knobs = Float64Array.from(
    { length: documents.codes.bits + 1 },
    (_, t) => t,
  );
  return {
    stored: { columns: 1, bytesPerDocument: 1, bytesOnce: 0 },
    parts: 0,
    firstParts: () => prepared(documents, queries),
    asking: async (others) => prepared(documents, others),
    steps: () => ({
      name: "lengths",
      rows: documents.codes.rows,
      queries: queries.codes.rows,
      knobs,
      stepOf: (row, query) => gap(query, row),
      compiled: null,
      wgsl: null,
    }),
    keeps: (query, row, t) =>
      keeps(rule, [asking.values[query]], [stored.values[row]], t),
    compared: gap,
    isWhole: true,
    explain: (_, row) => ({ stored: [stored.values[row]], deciding: 0 }),
    queryStored: (query) => [asking.values[query]],
    forecast: () => null,
    guarantee: () => null,
    view: () => null,
    diagnose: () => null,
    portable: () => ({
      columns: [stored],
      queryColumns: [asking],
      rule,
      arrays: {},
      documentRows: {},
      facts: { stored: "number of ones" },
      programs: {
        python: `def parts_of(arrays):
    return []


def stored_of(parameters, vector, code):
    return [bin(int.from_bytes(code, "big")).count("1")]
`,
        typescript: `type Part = never;
const partsOf: (tensors: ReadonlyMap<string, Tensor>) => readonly Part[] = () => [];
function storedOf(_parameters: Parameters, _vector: ArrayLike<number>, code: Uint8Array): readonly number[] {
  return [hamming(code, new Uint8Array(code.length))];
}
`,
      },
    }),
  };
}

/** A structure that the app does not have: codes with about as many ones as the query's. */
export const lengths: StructureMethod = {
  name: "lengths",
  settings: { margin: wholeNumber({ default: 2, min: 0, max: 64 }) },
  stages: [],
  knob: {
    reported: ({ margin }) => [Number(margin)],
    first: ({ margin }) => Number(margin),
    unit: () => "ones",
    check(values) {
      const wrong = values.find((value) => !Number.isInteger(value));
      if (wrong === undefined) return [...values];
      throw new ConfigError(
        "method.refused",
        refusal("ones-not-whole", { value: wrong }),
      );
    },
  },
  build: async ({ documents, queries }) => prepared(documents, queries),
};
