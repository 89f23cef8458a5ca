import { certainty } from "./certainty";
import { diagnostics } from "./diagnostics";
import { machine } from "./machine";
import { parity } from "./parity";
import { published } from "./published";
import { report } from "./report";
import { runs } from "./runs";
import { search } from "./search";
import { takeHome } from "./takeHome";
import { en } from "./en";

/** Everything that a person reads, in English. */
export const allEn = {
  ...en,
  certainty,
  diagnostics,
  machine,
  parity,
  published,
  report,
  runs,
  search,
  takeHome,
};
