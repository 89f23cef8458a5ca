import type { Codes } from "../../compute/backend";
import type { KeyPart } from "../../compute/surfaceParts";
import type { Method } from "../method";

/** In which order candidates come. */
export interface ScoreMethod extends Method {
  /** Order keys of the documents for each query: smaller is nearer, equal ones go by row. */
  readonly keys: (documents: Codes, queries: Codes) => KeyPart;
}
