import { DataError } from "../data/dataError";
import { fingerprint } from "../data/fingerprint";
import type { NpyArray } from "../data/npy";
import { floats, isFloat, isSame, refuse } from "./importing/arrays";
import type { Dataset } from "./dataset";
import type { Parameters } from "./importedParameters";
import { readMembers } from "./importing/members";
import { readPivots } from "./importing/pivots";
import {
  lengthWarnings,
  meanWarnings,
  recordedWarnings,
  wrapWarnings,
} from "./importing/warnings";
import type { ImportOptions, ImportReport } from "../model/importReport";
import type { ImportedRole } from "../model/runResult";

type Role = ImportedRole;

/** Exact names first; else the notebooks' longer ones, e.g. `e5_itq_pca_matrix`. */
function roleOf(name: string): Role | null {
  const plain = name.toLowerCase();
  const exact: readonly Role[] = [
    "mean",
    "pca",
    "rotation",
    "initial_rotation",
    "pivots",
    "queries",
  ];
  const found = exact.find((role) => role === plain);
  if (found) return found;
  if (/initial_rotation$/.test(plain)) return "initial_rotation";
  if (/(^|_)mean(_vector)?$/.test(plain)) return "mean";
  if (/(^|_)pca(_matrix)?$/.test(plain)) return "pca";
  if (/(^|_)rotation(_matrix)?$/.test(plain)) return "rotation";
  if (/(^|_)pivots_\d+(_\w+)?$|(^|_)pivots$/.test(plain)) return "pivots";
  if (/(^|_)quer(y_ids|ies)$/.test(plain)) return "queries";
  return null;
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
    const role = roleOf(name);
    if (!role) {
      ignored.push(name);
      continue;
    }
    const other = byRole.get(role);
    if (other && isSame(other.array, array)) continue;
    if (other)
      throw new DataError(
        "unknown-format",
        name,
        `${other.name} and ${name} could both be the ${role}.`,
        "Choose the arrays of one hash only.",
      );
    byRole.set(role, { name, array });
  }
  if (byRole.size === 0)
    throw new DataError(
      "unknown-format",
      files[0]?.name ?? "",
      `No parameters found among: ${[...arrays.keys()].join(", ") || "nothing"}.`,
      "Name the arrays mean, pca, rotation, pivots or queries.",
    );
  const notes: string[] = [];
  const hash = await readHash(byRole, dim, notes);
  const bits = hash?.bits ?? null;
  if (bits !== null && recorded.bits !== null && recorded.bits !== bits)
    refuse(
      byRole.get("pca")?.name ?? "pca",
      `${bits} bits, but ${recorded.bits} bits are recorded beside it`,
      "Choose the files of one hash.",
    );
  if (recorded.dim !== null && recorded.dim !== dim)
    refuse(
      files[0]?.name ?? "",
      `made for vectors of ${recorded.dim} dimensions, the data set has ${dim}`,
      "Choose parameters of the data set's own model.",
    );
  const initial = byRole.get("initial_rotation");
  const hashStart = initial ? await readStart(initial) : null;
  const pivots = await readPivots(byRole.get("pivots"), {
    dim,
    bits,
    recorded: recorded.pivotSpace,
    asked: options.pivotSpace ?? null,
  });
  const queries = readQueries(byRole.get("queries"), n);
  const used = [...byRole.keys()];
  return {
    parameters: {
      hash,
      hashStart,
      ...pivots.parameters,
      queries,
      used,
    },
    report: {
      used,
      ignored,
      bits: bits ?? pivots.parameters.pivotCodes?.bits ?? null,
      pivots: pivots.found,
      model: recorded.model,
      config: null,
      notes: [...notes, ...pivots.notes],
      warnings: [
        ...pivots.warnings,
        ...(hash ? meanWarnings(hash.arrays.mean.data, dataset.vectors) : []),
        ...recordedWarnings(recorded, dataset.info),
        ...wrapWarnings(arrays, bits ?? recorded.bits),
        ...lengthWarnings(arrays),
      ],
    },
    settings: recorded.config,
  };
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
  notes: string[],
): Promise<Parameters["hash"]> {
  const mean = byRole.get("mean");
  const pca = byRole.get("pca");
  const rotation = byRole.get("rotation");
  if (!mean && !pca && !rotation) return null;
  if (!mean || !pca || !rotation) {
    const missing = [!mean && "mean", !pca && "pca", !rotation && "rotation"];
    throw new DataError(
      "unknown-format",
      (mean ?? pca ?? rotation)?.name ?? "",
      `mean, pca and rotation belong together; missing: ${missing.filter(Boolean).join(", ")}.`,
      "Choose all three files, or one .npz that holds them.",
    );
  }
  const [rows, bits] = pca.array.shape;
  if (pca.array.shape.length !== 2 || rows !== dim)
    refuse(
      pca.name,
      `shape (${pca.array.shape.join(", ")}) does not fit vectors of ${dim} dimensions`,
      `pca must have shape (${dim}, bits).`,
    );
  const meanValues = floats(mean.array, mean.name);
  if (meanValues.length !== dim)
    refuse(
      mean.name,
      `${meanValues.length} values do not fit vectors of ${dim} dimensions`,
      `mean must have shape (${dim},).`,
    );
  const rotationValues = squareMatrix(rotation.array, rotation.name);
  if (rotationValues.length !== bits * bits)
    refuse(
      rotation.name,
      `shape (${rotation.array.shape.join(", ")}) does not fit a pca of ${bits} bits`,
      `rotation must have shape (${bits}, ${bits}).`,
    );
  notes.push(
    `Hashing with the imported mean, pca and rotation of ${bits} bits.`,
  );
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
    refuse(
      name,
      `shape (${array.shape.join(", ")}) is not square`,
      "A rotation has shape (bits, bits).",
    );
  return floats(array, name);
}

function readQueries(
  member: { name: string; array: NpyArray } | undefined,
  n: number,
): Int32Array | null {
  if (!member) return null;
  const { name, array } = member;
  if (array.shape.length !== 1 || isFloat(array))
    refuse(
      name,
      `${array.dtype} of shape (${array.shape.join(", ")}) is no list of ids`,
      "Query ids are whole numbers, shape (queries,).",
    );
  const ids = Array.from(array.data as ArrayLike<number | bigint>, Number);
  const wrong = ids.find((id) => id < 0 || id >= n);
  if (wrong !== undefined)
    refuse(
      name,
      `id ${wrong} is not a document`,
      `Ids run from 0 to ${n - 1}.`,
    );
  if (new Set(ids).size !== ids.length)
    refuse(name, "an id occurs twice", "Each query counts once.");
  return Int32Array.from(ids);
}
