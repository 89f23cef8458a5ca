import type { ImportedPivots, ImportOptions } from "../../model/importReport";
import type { Rule } from "../../model/rule";
import type { Choice } from "../../model/run/configuration";
import type { Method } from "../method";

/** The one number of a structure that a run reads at every value. */
export interface Knob {
  /** Values to report where none are given. */
  readonly reported: (choice: Choice) => readonly number[];
  /** The value that is shown first. */
  readonly first: (choice: Choice) => number;
  /** Names the unit of its values: those of another unit mean nothing. */
  readonly unit: (choice: Choice) => string;
  /**
   * Values as the surface holds them: 0.1 + 0.2 means 0.3. Throws ConfigError
   * on one that is not there.
   */
  readonly check: (values: readonly number[], choice: Choice) => number[];
}

/** What files leave open about imported arrays, for a person to decide. */
export interface ImportQuestion {
  readonly value: string;
  readonly options: readonly string[];
  readonly answer: (option: string) => ImportOptions;
}

/** A structure as a configuration chooses it. */
export interface StructureChoice extends Method {
  /** null: every document, always. */
  readonly knob: Knob | null;
  /** Which documents it keeps, by what is stored; not given: all. */
  readonly rule?: (choice: Choice) => Rule;
  /** The choice where its arrays were imported, or are no longer there. */
  readonly withImports?: (choice: Choice, imported: boolean) => Choice;
  /** What is still to be decided about its imported arrays; null: nothing. */
  readonly importQuestion?: (found: ImportedPivots) => ImportQuestion | null;
}
