import type { Message } from "../model/message";
import { DataError } from "../data/dataError";
import { fingerprint } from "../data/fingerprint";
import type { NpyArray } from "../data/npy";
import { floats, isFloat, isSame } from "./importing/arrays";
import type { Dataset } from "./dataset";
import type { Parameters } from "./importedParameters";
import {
  codecsOf,
  type FileMember,
  type HashCodecs,
  longNameOf,
  namesOf,
  type ReadHash,
  readHashArrays,
} from "./importing/hashArrays";
import { readMembers } from "./importing/members";
import {
  lengthWarnings,
  recordedWarnings,
  wrapWarnings,
} from "./importing/warnings";
import type { Methods } from "../search/registry";
import type {
  ImportedStructure,
  ImportInput,
} from "../search/structure/structureImport";
import type { ImportOptions, ImportReport } from "../model/importReport";
import { isObject } from "./importing/recorded";

/** Exact names first; else the notebooks' longer ones, e.g. `e5_itq_pca_matrix`. */
function roleOf(
  name: string,
  codecs: HashCodecs,
  methods: Methods,
): string | null {
  const plain = name.toLowerCase();
  const exact = [...namesOf(codecs), "queries"];
  if (exact.includes(plain)) return plain;
  const ofHash = longNameOf(codecs, plain);
  if (ofHash !== null) return ofHash;
  if (/(^|_)quer(y_ids|ies)$/.test(plain)) return "queries";
  return (
    importsOf(methods).find(({ names }) => names.test(plain))?.role ?? null
  );
}

/** The method of hashing that settings name, unchecked. */
function methodRecorded(settings: unknown): string | null {
  if (!isObject(settings) || !isObject(settings["hash"])) return null;
  const { method } = settings["hash"];
  return typeof method === "string" ? method : null;
}

/**
 * Reads the arrays of a hash (together) and those that a fit starts from, both by
 * the codecs of the hashes, the array of a structure, and query ids. Shapes are checked against the data set; nothing is taken when
 * anything is refused. `settings` are those of the run that made them, as
 * recorded, unchecked.
 */
export async function readParameters(
  files: readonly File[],
  dataset: Pick<Dataset, "info" | "vectors">,
  options: ImportOptions,
  methods: Methods,
): Promise<{
  parameters: Parameters;
  report: ImportReport;
  settings: unknown;
}> {
  const { arrays, recorded } = await readMembers(files);
  const { n, dim } = dataset.info;
  const codecs = codecsOf(methods.hash);
  const byRole = new Map<string, FileMember>();
  const ignored: string[] = [];
  for (const [name, array] of arrays) {
    const role = roleOf(name, codecs, methods);
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
      names: [
        ...codecs.arrays.flatMap(({ codec }) => codec.names),
        ...importsOf(methods).map(({ role }) => role),
        "queries",
      ],
    });
  const method = methodRecorded(recorded.config);
  const read = (family: keyof HashCodecs) =>
    readHashArrays(codecs[family], byRole, dataset.vectors, method);
  const hash = await read("arrays");
  const bits = hash?.hash.bits ?? null;
  if (hash && recorded.bits !== null && recorded.bits !== hash.hash.bits)
    throw new DataError("dimension-mismatch", "data.recorded-bits", {
      file: byRole.get(hash.codec.bitsOf)?.name ?? hash.codec.bitsOf,
      bits: hash.hash.bits,
      recorded: recorded.bits,
    });
  if (recorded.dim !== null && recorded.dim !== dim)
    throw new DataError("dimension-mismatch", "data.recorded-dimensions", {
      file: files[0]?.name ?? "",
      recorded: recorded.dim,
      dim,
    });
  const start = await read("start");
  const structure = readStructure(byRole, methods, {
    dim,
    bits,
    recorded: recorded.structures,
    asked: options.pivotSpace ?? null,
    misfit: (fault, params) =>
      new DataError("dimension-mismatch", fault, params),
  });
  const queries = readQueries(byRole.get("queries"), n);
  const names = [hash, start].flatMap((part) => part?.codec.names ?? []);
  const isUsed = (role: string) =>
    names.includes(role) || role === structure?.role || role === "queries";
  const used = [...byRole.keys()].filter(isUsed);
  for (const [role, { name }] of byRole) if (!isUsed(role)) ignored.push(name);
  return {
    parameters: {
      hash: hash?.hash ?? null,
      hashStart: start?.hash ?? null,
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
      notes: [...(hash ? [hashNote(hash)] : []), ...(structure?.notes ?? [])],
      warnings: [
        ...(structure?.warnings ?? []),
        ...(hash?.warnings ?? []),
        ...(start?.warnings ?? []),
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
  byRole: ReadonlyMap<string, FileMember>,
  methods: Methods,
  input: ImportInput,
): (ImportedStructure & { method: string; role: string }) | null {
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

const hashNote = ({ hash: { bits }, codec: { names } }: ReadHash): Message => ({
  name: "import.hash-used",
  params: { names, bits },
});

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
