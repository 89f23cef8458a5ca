import type { Column, StoredPrograms } from "../../model/rule";
import { jsonNameOf } from "./column";

/** Names of the columns' arrays, each once. */
const arraysOf = (columns: readonly Column[]) => [
  ...new Set(columns.map(({ array }) => array)),
];

const none: StoredPrograms = {
  python: `def parts_of(arrays):
    """Nothing is stored beside the codes."""
    return []


def stored_of(parameters, vector, code):
    """Nothing is stored beside the codes."""
    return []
`,
  typescript: `type Part = never;

/** Nothing is stored beside the codes. */
const partsOf: (
  tensors: ReadonlyMap<string, Tensor>,
) => readonly Part[] = () => [];

/** Nothing is stored beside the codes. */
const storedOf: (
  parameters: Parameters,
  vector: ArrayLike<number>,
  code: Uint8Array,
) => readonly number[] = () => [];
`,
};

/** The part of `bitsieve.py` that reads and makes what is stored; null: nothing is. */
export function pythonStored(
  columns: readonly Column[],
  programs: StoredPrograms | null,
): string {
  const names = arraysOf(columns).map(
    (array) => `${JSON.stringify(array)}: ${JSON.stringify(jsonNameOf(array))}`,
  );
  return `#: Arrays of documents.safetensors beside the codes: their names in golden.json.
STORED = {${names.join(", ")}}


${(programs ?? none).python}`;
}

/** The part of `bitsieve.ts` that reads and makes what is stored; null: nothing is. */
export function typescriptStored(
  columns: readonly Column[],
  programs: StoredPrograms | null,
): string {
  const names = arraysOf(columns).map((array) => JSON.stringify(array));
  return `/** Arrays of documents.safetensors beside the codes. */
const STORED: readonly string[] = [${names.join(", ")}];

${(programs ?? none).typescript}`;
}
