import { methods, plainStored } from "../methods";
import { engines } from "./engines";
import { readmes } from "./readmes";
import { sql } from "./sql";
import { sqlReadme } from "./sqlReadme";
import { stores } from "./stores";

/** What a person reads in the files of an export: READMEs and comments, in English. */
export const kits = {
  engines,
  readmes,
  sql,
  sqlReadme,
  stores,
  structures: methods.structure,
  plainStored,
};
