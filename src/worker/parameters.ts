import type { Codes, Matrix } from "../compute/backend";
import { DataError } from "../data/dataError";
import { fingerprint } from "../data/fingerprint";
import { type NpyArray, parseNpy, toFloat32Matrix } from "../data/npy";
import { readNpz } from "../data/npz";
import { readSafetensors } from "../data/safetensors";
import { packBits } from "../numeric/bits";
import type { ImportedRole, ImportReport } from "./messages";

/** Imported values that stand in for trained or drawn ones. */
export interface Parameters {
  readonly model: {
    readonly mean: Float32Array;
    readonly pca: Matrix;
    readonly rotation: Float32Array;
    readonly key: string;
  } | null;
  /** Start of the ITQ iterations, (b, b). */
  readonly initialRotation: Float32Array | null;
  readonly initialKey: string | null;
  readonly pivotCodes: Codes | null;
  readonly pivotVectors: Matrix | null;
  readonly pivotsKey: string | null;
  readonly queries: Int32Array | null;
  readonly used: readonly ImportedRole[];
}

export const noParameters: Parameters = {
  model: null,
  initialRotation: null,
  initialKey: null,
  pivotCodes: null,
  pivotVectors: null,
  pivotsKey: null,
  queries: null,
  used: [],
};

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

function refuse(name: string, what: string, hint: string): never {
  throw new DataError("dimension-mismatch", name, `${name}: ${what}.`, hint);
}

/** f32 values of a vector or matrix, C order; NaN or infinity is refused. */
function floats(array: NpyArray, name: string): Float32Array {
  const matrix: NpyArray =
    array.shape.length === 1 ? { ...array, shape: [1, array.shape[0]] } : array;
  const { data, dim } = toFloat32Matrix(matrix, name);
  const wrong = data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new DataError(
      "non-finite",
      name,
      `${name} has ${data[wrong]} in row ${Math.floor(wrong / dim)}, column ${wrong % dim} (counting from 0).`,
      "Train these parameters again, or export them again.",
    );
  return data;
}

const isFloat = (array: NpyArray) => /^f[248]$/.test(array.dtype);

async function readMembers(
  files: readonly File[],
): Promise<Map<string, NpyArray>> {
  const members = new Map<string, NpyArray>();
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const extension = /\.(npy|npz|safetensors)$/i.exec(file.name)?.[1];
    switch (extension?.toLowerCase()) {
      case "npy":
        members.set(
          file.name.slice(0, -".npy".length),
          parseNpy(bytes, file.name),
        );
        break;
      case "npz":
        for (const [name, array] of readNpz(bytes, file.name))
          members.set(name, array);
        break;
      case "safetensors":
        for (const [name, array] of await readSafetensors(file))
          members.set(name, array);
        break;
      default:
        throw new DataError(
          "unknown-format",
          file.name,
          `${file.name} is not a parameter file.`,
          "Parameters are .npy, .npz or .safetensors files.",
        );
    }
  }
  return members;
}

/**
 * Reads mean, pca and rotation (together), an initial rotation, pivots (0/1
 * codes or vectors, told apart by their type) and query ids. Shapes are checked
 * against the data set; nothing is taken when anything is refused.
 */
export async function readParameters(
  files: readonly File[],
  dataset: { readonly n: number; readonly dim: number },
): Promise<{ parameters: Parameters; report: ImportReport }> {
  const members = await readMembers(files);
  const byRole = new Map<Role, { name: string; array: NpyArray }>();
  const ignored: string[] = [];
  for (const [name, array] of members) {
    const role = roleOf(name);
    if (!role) {
      ignored.push(name);
      continue;
    }
    const other = byRole.get(role);
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
      `No parameters found among: ${[...members.keys()].join(", ") || "nothing"}.`,
      "Name the arrays mean, pca, rotation, pivots or queries.",
    );
  const notes: string[] = [];
  const model = await readModel(byRole, dataset.dim, notes);
  const initial = byRole.get("initial_rotation");
  const initialRotation = initial
    ? squareMatrix(initial.array, initial.name)
    : null;
  const pivots = await readPivots(
    byRole.get("pivots"),
    dataset.dim,
    model?.pca.columns ?? null,
  );
  const queries = readQueries(byRole.get("queries"), dataset.n);
  return {
    parameters: {
      model,
      initialRotation,
      initialKey: initialRotation ? await fingerprint([initialRotation]) : null,
      ...pivots,
      queries,
      used: [...byRole.keys()],
    },
    report: {
      used: [...byRole.keys()],
      ignored,
      bits: model?.pca.columns ?? pivots.pivotCodes?.bits ?? null,
      notes,
    },
  };
}

async function readModel(
  byRole: ReadonlyMap<Role, { name: string; array: NpyArray }>,
  dim: number,
  notes: string[],
): Promise<Parameters["model"]> {
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
    mean: meanValues,
    pca: { data: pcaValues, rows: dim, columns: bits },
    rotation: rotationValues,
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

async function readPivots(
  member: { name: string; array: NpyArray } | undefined,
  dim: number,
  bits: number | null,
): Promise<Pick<Parameters, "pivotCodes" | "pivotVectors" | "pivotsKey">> {
  if (!member) return { pivotCodes: null, pivotVectors: null, pivotsKey: null };
  const { name, array } = member;
  const [count, width] = array.shape;
  if (array.shape.length !== 2)
    refuse(
      name,
      `shape (${array.shape.join(", ")}) is not that of pivots`,
      "Pivots have shape (pivots, bits) as 0/1 codes or (pivots, dimensions) as vectors.",
    );
  if (isFloat(array)) {
    if (width !== dim)
      refuse(
        name,
        `pivot vectors have ${width} dimensions, the data ${dim}`,
        "Cosine pivots must come from the same model.",
      );
    const data = floats(array, name);
    return {
      pivotCodes: null,
      pivotVectors: { data, rows: count, columns: width },
      pivotsKey: await fingerprint([data]),
    };
  }
  if (bits !== null && width !== bits)
    refuse(
      name,
      `pivot codes have ${width} bits, the imported pca ${bits}`,
      "Choose pivots of the same hash.",
    );
  if (array.fortranOrder)
    refuse(
      name,
      "pivot codes are stored column by column",
      "Save them with numpy.ascontiguousarray.",
    );
  const values = Array.from(array.data as ArrayLike<number | bigint>, Number);
  const wrong = values.findIndex((value) => value !== 0 && value !== 1);
  if (wrong >= 0)
    refuse(
      name,
      `value ${values[wrong]} in row ${Math.floor(wrong / width)} is neither 0 nor 1`,
      "Pivot codes are unpacked bits, shape (pivots, bits).",
    );
  const words = packBits(Uint8Array.from(values), count, width);
  return {
    pivotCodes: { words, rows: count, bits: width },
    pivotVectors: null,
    pivotsKey: await fingerprint([words]),
  };
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
