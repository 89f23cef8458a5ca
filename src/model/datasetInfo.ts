import type { EmbeddingReport } from "./embedding";
import type { Message } from "./message";

export interface DatasetInfo {
  readonly name: string;
  readonly n: number;
  readonly dim: number;
  /** SHA-256 over the vectors (f32, row-major) and the query vectors. */
  readonly fingerprint: string;
  readonly hasTexts: boolean;
  /** Characters of all ids, titles and texts; 0 without any. */
  readonly textLength: number;
  /** Vectors that came as a separate query set; 0 when none. */
  readonly ownQueries: number;
  readonly minNorm: number;
  readonly maxNorm: number;
  /** Model id where the data set says it, else null. */
  readonly model: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** How the texts became vectors, where this app did it. */
  readonly embedding: EmbeddingReport | null;
  /** Neighbours of its own queries came with the data set. */
  readonly givenNeighbours: boolean;
  /** What was taken, left out, cut or not kept. */
  readonly notes: readonly Message[];
}
