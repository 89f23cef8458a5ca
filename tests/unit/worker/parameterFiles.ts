import type { NpyInput } from "../../../src/data/npy";
import { writeNpy } from "../../../src/data/npy";
import { writeNpz } from "../../../src/export/npz";
import type { TableCase } from "../../fixtures/load";
import { tableCaseOf } from "../evaluate/tableCases";
import { itqCaseOf, itqVectors } from "../search/itqCases";
import { fileOf, npyFile, openFiles, quietCall } from "./support";
import type { RunArtifacts } from "../../../src/model/artifacts";

/** Arrays by name, as `writeNpz` takes them. */
export type NamedArrays = Readonly<Record<string, NpyInput>>;

/** Each array as a `.npy` file of its own. */
export function npyFiles(arrays: NamedArrays): File[] {
  return Object.entries(arrays).map(([name, array]) =>
    fileOf(`${name}.npy`, writeNpy(array)),
  );
}

/** All arrays in one `.npz` file. */
export function npzFile(name: string, arrays: NamedArrays): File {
  return fileOf(name, writeNpz(arrays));
}

const safetensorsTypes: Readonly<Record<string, string>> = {
  f4: "F32",
  f8: "F64",
  u1: "U8",
  i8: "I64",
};

/** All arrays in one `.safetensors` file, as its specification says. */
export function safetensorsFile(name: string, arrays: NamedArrays): File {
  let offset = 0;
  const header: Record<string, unknown> = {
    __metadata__: { format: "np" },
  };
  const parts: Uint8Array[] = [];
  for (const [key, { dtype, shape, data }] of Object.entries(arrays)) {
    header[key] = {
      dtype: safetensorsTypes[dtype],
      shape,
      data_offsets: [offset, offset + data.byteLength],
    };
    parts.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  return fileOf(name, Buffer.concat([length, json, ...parts]));
}

/** The rows of itq.json as a file of vectors. */
export const corpusFile = npyFile(
  "corpus.npy",
  [itqVectors.rows, itqVectors.columns],
  itqVectors.data,
);

/** An f32 array to write. */
export function f4(shape: number[], data: Float32Array) {
  return { dtype: "f4" as const, shape, data };
}

/** numpy's mean, pca and rotation of that many bits. */
export function modelOf(bits: number) {
  const { mean, pca, rotation } = itqCaseOf(bits);
  return {
    mean: f4([pca.rows], mean),
    pca: f4([pca.rows, bits], pca.data),
    rotation: f4([bits, bits], rotation),
  };
}

/** Document or query ids as numpy saves them. */
export function int64(...values: number[]): NpyInput {
  return {
    dtype: "i8",
    shape: [values.length],
    data: BigInt64Array.from(values, BigInt),
  };
}

/** The settings of a notebook's table in table.json. */
export function settingsOf({
  protocol,
  k,
  queryRows,
  rows,
  limits,
}: TableCase) {
  return {
    protocol,
    hash: { bits: 32 },
    pivots: { count: 8 },
    queries: { count: queryRows.shape[0] },
    k,
    thresholds: rows.flatMap(({ threshold }) => threshold ?? []),
    limits,
  };
}

/** Opens the corpus, imports the files and runs notebook 62's protocol. */
export async function runImported(files: readonly File[], bits: number) {
  const { session } = await openFiles([corpusFile]);
  const report = await session.importParameters({ files }, quietCall());
  const view = await session.run(
    { ...settingsOf(tableCaseOf("notebook-62").stored), hash: { bits } },
    quietCall(),
  );
  const artifacts: RunArtifacts = await session.artifacts(null, quietCall());
  return { session, report, view, artifacts };
}
