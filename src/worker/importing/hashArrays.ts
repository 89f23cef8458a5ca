import type { Matrix } from "../../compute/backend";
import { DataError } from "../../data/dataError";
import { fingerprint } from "../../data/fingerprint";
import type { NpyArray } from "../../data/npy";
import type { Message } from "../../model/message";
import type { ArraysCodec, FileArray } from "../../search/hash/arraysCodec";
import type { HashMethod } from "../../search/hash/hash";
import type { ImportedHash } from "../importedParameters";
import { floats } from "./arrays";

/** An array of the files under the name that it has there. */
export interface FileMember {
  readonly name: string;
  readonly array: NpyArray;
}

export type Members = ReadonlyMap<string, FileMember>;

/** A codec, and the methods whose arrays it reads. */
interface SharedCodec {
  readonly codec: ArraysCodec;
  readonly methods: readonly string[];
}

export interface HashCodecs {
  /** Of the arrays that a hash is made of. */
  readonly arrays: readonly SharedCodec[];
  /** Of the arrays that a fit starts from. */
  readonly start: readonly SharedCodec[];
}

/** The codecs of all hashes, each once. */
export function codecsOf(
  hashes: Readonly<Record<string, HashMethod>>,
): HashCodecs {
  const shared = (
    of: (method: HashMethod) => ArraysCodec | null,
  ): SharedCodec[] => {
    const methods = Object.values(hashes);
    const codecs = new Set(methods.map(of).filter((codec) => codec !== null));
    return [...codecs].map((codec) => ({
      codec,
      methods: methods
        .filter((method) => of(method) === codec)
        .map(({ name }) => name),
    }));
  };
  return {
    arrays: shared(({ arrays }) => arrays),
    start: shared(({ start }) => start),
  };
}

/** Every name of a codec's array. */
export function namesOf({ arrays, start }: HashCodecs): readonly string[] {
  const names = [...start, ...arrays].flatMap(({ codec }) => codec.names);
  return [...new Set(names)];
}

/** The array that another program's longer name means, or null. */
export function longNameOf(
  { arrays, start }: HashCodecs,
  name: string,
): string | null {
  // Those of a start first: an initial rotation is named like a rotation.
  for (const { codec } of [...start, ...arrays])
    for (const [array, pattern] of Object.entries(codec.longNames))
      if (pattern.test(name)) return array;
  return null;
}

const countOf = ({ codec }: SharedCodec, members: Members) =>
  codec.names.filter((name) => members.has(name)).length;

/**
 * The codec all or else most of whose arrays are there, that of the recorded
 * method among equal ones; null where no array of any is there.
 */
function nearestCodec(
  codecs: readonly SharedCodec[],
  members: Members,
  recorded: string | null,
): SharedCodec | null {
  const isWhole = (shared: SharedCodec) =>
    countOf(shared, members) === shared.codec.names.length;
  const isRecorded = ({ methods }: SharedCodec) =>
    Number(recorded !== null && methods.includes(recorded));
  const whole = codecs.filter(isWhole);
  const [best] = [...(whole.length > 0 ? whole : codecs)].sort(
    (a, b) =>
      countOf(b, members) - countOf(a, members) ||
      isRecorded(b) - isRecorded(a),
  );
  return best && countOf(best, members) > 0 ? best : null;
}

/** Imported arrays of a hash, and what is told of them. */
export interface ReadHash {
  readonly hash: ImportedHash;
  readonly codec: ArraysCodec;
  readonly warnings: readonly Message[];
}

/**
 * The arrays of one of `codecs` among `members`; null where none of any is there.
 * `recorded` is the method that the files say they are of.
 *
 * @throws DataError where some are missing, or do not fit.
 */
export async function readHashArrays(
  codecs: readonly SharedCodec[],
  members: Members,
  documents: Matrix,
  recorded: string | null,
): Promise<ReadHash | null> {
  const nearest = nearestCodec(codecs, members, recorded);
  if (!nearest) return null;
  const { codec, methods } = nearest;
  const missing = codec.names.filter((name) => !members.has(name));
  const present = codec.names.flatMap((name) => {
    const member = members.get(name);
    return member ? [[name, member] as const] : [];
  });
  if (missing.length > 0)
    throw new DataError("unknown-format", "data.model-incomplete", {
      file: present[0][1].name,
      names: codec.names,
      missing,
    });
  const files = present.map(
    ([name, { name: file, array }]): [string, FileArray] => [
      name,
      { file, shape: array.shape, floats: () => floats(array, file) },
    ],
  );
  const { arrays, bits } = codec.read(Object.fromEntries(files), {
    dim: documents.columns,
    refuse(name, params) {
      throw new DataError("dimension-mismatch", name, params);
    },
  });
  const key = await fingerprint(Object.values(arrays).map(({ data }) => data));
  return {
    hash: { arrays, bits, key, methods },
    codec,
    warnings: codec.warnings(arrays, documents),
  };
}
