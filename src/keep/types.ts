import { Fault, type Faults } from "../model/fault";
import type { Message } from "../model/message";
import type { KeepFaults } from "../model/faults/keep";

/**
 * Embeddings kept in the browser's own file system. One entry is one piece of
 * work: texts, the settings that decide their vectors, and the vectors so far.
 */
export interface KeptManifest {
  readonly schema: "bitsieve.kept/1";
  /** Hex SHA-256 over settings and texts: the same work has the same id. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly documents: number;
  readonly queries: number;
  readonly dim: number;
  /** `EmbedSettings` of the model; opaque here. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where the texts came from and what was left out; for people. */
  readonly notes: readonly Message[];
}

/** Vectors of some rows, as they were made. Rows count documents first, then queries. */
export interface KeptShard {
  readonly firstBatch: number;
  /** Batches in this shard; batches are never split over shards. */
  readonly batches: number;
  readonly rows: Uint32Array;
  /** (rows, dim). */
  readonly vectors: Float32Array;
  readonly tokens: Uint32Array;
  readonly truncated: number;
}

export interface KeptEntry {
  readonly manifest: KeptManifest;
  readonly rowsDone: number;
  readonly batchesDone: number;
  readonly complete: boolean;
  readonly sizeBytes: number;
  readonly updatedAt: string;
}

export interface StorageUse {
  readonly usageBytes: number;
  /** What the browser says that it allows; null where it does not say. */
  readonly quotaBytes: number | null;
  readonly persisted: boolean;
}

/** Texts of an entry, as they were embedded (without prefix). */
export interface KeptTexts {
  readonly documents: readonly KeptText[];
  readonly queries: readonly KeptText[];
}

export interface KeptText {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** A piece of work open for writing; one at a time, over all tabs. */
export interface KeptWork {
  readonly manifest: KeptManifest;
  /** State at opening: shards whose checksum fits and that follow each other without a gap. */
  readonly rowsDone: number;
  readonly batchesDone: number;
  /** Durable when it resolves. Throws `KeepError` "quota" and leaves what is there. */
  append(shard: KeptShard): Promise<void>;
  /** Frees the lock. */
  close(): void;
}

export interface KeptVectors {
  /** (documents + queries, dim) in row order; rows not done are zero. */
  readonly vectors: Float32Array;
  readonly tokens: Uint32Array;
  readonly truncated: number;
  readonly rowsDone: number;
  readonly complete: boolean;
}

export interface KeptStore {
  list(): Promise<readonly KeptEntry[]>;
  /** Opens the entry of this id, or makes it with its texts. Throws `KeepError` "locked" while another tab writes it. */
  openWork(manifest: KeptManifest, texts: KeptTexts): Promise<KeptWork>;
  readManifest(id: string): Promise<KeptManifest>;
  readTexts(id: string): Promise<KeptTexts>;
  readVectors(id: string): Promise<KeptVectors>;
  remove(id: string): Promise<void>;
  use(): Promise<StorageUse>;
}

export type KeepErrorCode =
  "quota" | "locked" | "missing" | "damaged" | "unavailable";

/** A fault of the browser's storage. */
export class KeepError<
  N extends keyof KeepFaults = keyof KeepFaults,
> extends Fault<N> {
  readonly code: KeepErrorCode;

  constructor(
    code: KeepErrorCode,
    name: N,
    params: Faults[N],
    options?: ErrorOptions,
  ) {
    super(name, params, options);
    this.name = "KeepError";
    this.code = code;
  }
}
