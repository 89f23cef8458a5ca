import type { Method } from "../method";

/** In which order candidates come: an order key for a query and a document. */
export type ScoreMethod = Method;
