import type { Message } from "../model/message";
import { DataError } from "../data/dataError";
import { fingerprint } from "../data/fingerprint";
import type { NpyArray } from "../data/npy";
import { floats, isFloat, isSame } from "./importing/arrays";
import type { Dataset } from "./dataset";
import type { Parameters } from "./importedParameters";
import { readMembers } from "./importing/members";
import {
  lengthWarnings,
  meanWarnings,
  recordedWarnings,
  wrapWarnings,
} from "./importing/warnings";
import { type Methods, methods as registered } from "../search/registry";
import type {
  ImportedStructure,
  ImportInput,
} from "../search/structure/structureImport";
import type { ImportOptions, ImportReport } from "../model/importReport";
import type { ImportedRole } from "../model/run/result";

type Role = ImportedRole;

/** Exact names first; else the notebooks' longer ones, e.g. `e5_itq_pca_matrix`. */
function roleOf(name: string, methods: Methods): Role | null {
  const plain = name.toLowerCase();
  const exact: readonly Role[] = [
    "mean",
    "pca",
    "rotation",
    "initial_rotation",
    "queries",
  ];
  const found = exact.find((role) => role === plain);
  if (found) return found;
  if (/initial_rotation$/.test(plain)) return "initial_rotation";
  if (/(^|_)mean(_vector)?$/.test(plain)) return "mean";
  if (/(^|_)pca(_matrix)?$/.test(plain)) return "pca";
  if (/(^|_)rotation(_matrix)?$/.test(plain)) return "rotation";
  if (/(^|_)quer(y_ids|ies)$/.test(plain)) return "queries";
  return (
    importsOf(methods).find(({ names }) => names.test(plain))?.role ?? null
  );
}

/**
 * Reads mean, pca and rotation (together), an initial rotation, pivots (codes or
 * vectors, told apart by their values) and query ids. Shapes are checked against
 * the data set; nothing is taken when anything is refused. `settings` are those
 * of the run that made them, as recorded, unchecked.
 */
export async function readParameters(
  files: readonly File[],
  dataset: Pick<Dataset, "info" | "vectors">,
  options: ImportOptions,
  methods: Methods = registered,
): Promise<{
  parameters: Parameters;
  report: ImportReport;
  settings: unknown;
}> {
  const { arrays, recorded } = await readMembers(files);
  const { n, dim } = dataset.info;
  const byRole = new Map<Role, { name: string; array: NpyArray }>();
  const ignored: string[] = [];
  for (const [name, array] of arrays) {
    const role = roleOf(name, methods);
    if (!role) {
      ignored.push(name);
      continue;
    }
    const other = byRole.get(role);
    if (other && isSame(other.array, array)) continue;
    if (other)
      throw new DataError("unknown-format", "data.parameter-twice", {
        file: name,
        former: other.name,
        role,
      });
    byRole.set(role, { name, array });
  }
  if (byRole.size === 0)
    throw new DataError("unknown-format", "data.no-parameters", {
      file: files[0]?.name ?? "",
      arrays: [...arrays.keys()],
    });
  const notes: Message[] = [];
  const hash = await readHash(byRole, dim, notes);
  const bits = hash?.bits ?? null;
  if (bits !== null && recorded.bits !== null && recorded.bits !== bits)
    throw new DataError("dimension-mismatch", "data.recorded-bits", {
      file: byRole.get("pca")?.name ?? "pca",
      bits,
      recorded: recorded.bits,
    });
  if (recorded.dim !== null && recorded.dim !== dim)
    throw new DataError("dimension-mismatch", "data.recorded-dimensions", {
      file: files[0]?.name ?? "",
      recorded: recorded.dim,
      dim,
    });
  const initial = byRole.get("initial_rotation");
  const hashStart = initial ? await readStart(initial) : null;
  const structure = readStructure(byRole, methods, {
    dim,
    bits,
    recorded: recorded.structures,
    asked: options.pivotSpace ?? null,
    misfit: (fault, params) =>
      new DataError("dimension-mismatch", fault, params),
  });
  const queries = readQueries(byRole.get("queries"), n);
  const used = [...byRole.keys()];
  return {
    parameters: {
      hash,
      hashStart,
      structure: structure && {
        method: structure.method,
        role: structure.role,
        settings: structure.settings,
        given: structure.given,
        bits: structure.bits,
        key: await fingerprint([structure.content]),
      },
      queries,
      used,
    },
    report: {
      used,
      ignored,
      bits: bits ?? structure?.bits ?? null,
      pivots: structure?.found ?? null,
      model: recorded.model,
      config: null,
      notes: [...notes, ...(structure?.notes ?? [])],
      warnings: [
        ...(structure?.warnings ?? []),
        ...(hash ? meanWarnings(hash.arrays.mean.data, dataset.vectors) : []),
        ...recordedWarnings(recorded, dataset.info),
        ...wrapWarnings(arrays, bits ?? recorded.bits),
        ...lengthWarnings(arrays),
      ],
    },
    settings: recorded.config,
  };
}

/** What each structure that takes arrays takes, with its name. */
function importsOf(methods: Methods) {
  return Object.values(methods.structure).flatMap(({ name, imports }) =>
    imports ? [{ method: name, ...imports }] : [],
  );
}

/** The arrays of the first structure that some came along for. */
function readStructure(
  byRole: ReadonlyMap<Role, { name: string; array: NpyArray }>,
  methods: Methods,
  input: ImportInput,
): (ImportedStructure & { method: string; role: Role }) | null {
  for (const { method, role, read } of importsOf(methods)) {
    const member = byRole.get(role);
    if (!member) continue;
    const { name, array } = member;
    const described = {
      ...array,
      name,
      isFloat: isFloat(array),
      floats: () => floats(array, name),
    };
    return { ...read(described, input), method, role };
  }
  return null;
}

/** Where ITQ's iterations start. */
async function readStart({
  name,
  array,
}: {
  readonly name: string;
  readonly array: NpyArray;
}): Promise<Parameters["hashStart"]> {
  const data = squareMatrix(array, name);
  const bits = array.shape[0];
  const initial_rotation = { shape: [bits, bits], data };
  return { arrays: { initial_rotation }, bits, key: await fingerprint([data]) };
}

async function readHash(
  byRole: ReadonlyMap<Role, { name: string; array: NpyArray }>,
  dim: number,
  notes: Message[],
): Promise<Parameters["hash"]> {
  const mean = byRole.get("mean");
  const pca = byRole.get("pca");
  const rotation = byRole.get("rotation");
  if (!mean && !pca && !rotation) return null;
  if (!mean || !pca || !rotation) {
    throw new DataError("unknown-format", "data.model-incomplete", {
      file: (mean ?? pca ?? rotation)?.name ?? "",
      missing: (["mean", "pca", "rotation"] as const).filter(
        (role) => !byRole.has(role),
      ),
    });
  }
  const [rows, bits] = pca.array.shape;
  if (pca.array.shape.length !== 2 || rows !== dim)
    throw new DataError("dimension-mismatch", "data.pca-shape", {
      file: pca.name,
      shape: pca.array.shape,
      dim,
    });
  const meanValues = floats(mean.array, mean.name);
  if (meanValues.length !== dim)
    throw new DataError("dimension-mismatch", "data.mean-length", {
      file: mean.name,
      values: meanValues.length,
      dim,
    });
  const rotationValues = squareMatrix(rotation.array, rotation.name);
  if (rotationValues.length !== bits * bits)
    throw new DataError("dimension-mismatch", "data.rotation-shape", {
      file: rotation.name,
      shape: rotation.array.shape,
      bits,
    });
  notes.push({ name: "import.hash-used", params: { bits } });
  const pcaValues = floats(pca.array, pca.name);
  return {
    arrays: {
      mean: { shape: [dim], data: meanValues },
      pca: { shape: [dim, bits], data: pcaValues },
      rotation: { shape: [bits, bits], data: rotationValues },
    },
    bits,
    key: await fingerprint([meanValues, pcaValues, rotationValues]),
  };
}

function squareMatrix(array: NpyArray, name: string): Float32Array {
  const [rows, columns] = array.shape;
  if (array.shape.length !== 2 || rows !== columns)
    throw new DataError("dimension-mismatch", "data.rotation-not-square", {
      file: name,
      shape: array.shape,
    });
  return floats(array, name);
}

function readQueries(
  member: { name: string; array: NpyArray } | undefined,
  n: number,
): Int32Array | null {
  if (!member) return null;
  const { name, array } = member;
  if (array.shape.length !== 1 || isFloat(array))
    throw new DataError("dimension-mismatch", "data.no-query-ids", {
      file: name,
      dtype: array.dtype,
      shape: array.shape,
    });
  const ids = Array.from(array.data as ArrayLike<number | bigint>, Number);
  const wrong = ids.find((id) => id < 0 || id >= n);
  if (wrong !== undefined)
    throw new DataError("dimension-mismatch", "data.query-id-unknown", {
      file: name,
      id: wrong,
      documents: n,
    });
  if (new Set(ids).size !== ids.length)
    throw new DataError("dimension-mismatch", "data.query-id-twice", {
      file: name,
    });
  return Int32Array.from(ids);
}
