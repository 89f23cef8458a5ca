import type { ComputeBackend, OperationContext } from "../../compute/backend";
import type { StepPart } from "../../compute/surfaceParts";
import type { PivotDiagnostics } from "../../model/diagnosticsReport";
import type {
  Column,
  Rule,
  StoredPrograms,
  StructureArrays,
} from "../../model/rule";
import type { Choice } from "../../model/run/configuration";
import type { PartsView, StoredSize } from "../../model/run/view";
import type { Surface } from "../../model/surface";
import type { Encoded } from "../encoded";
import type { StructureChoice } from "./structureChoice";
import type { GivenStructure, StructureImport } from "./structureImport";

/** What a structure is built from. */
export interface BuildInput {
  readonly documents: Encoded;
  readonly queries: Encoded;
  readonly given: GivenStructure;
  readonly backend: ComputeBackend;
  readonly context: OperationContext;
}

/** Why a document is a candidate at some values of the knob and not at others. */
export interface Explanation {
  /** What is stored of the document, one value for each part. */
  readonly stored: readonly number[];
  /** The part that decides, or adds most. */
  readonly deciding: number;
}

/** What a structure stores and whom it keeps, as plain data. */
export interface PortableStructure {
  /** Stored of each document; none: nothing is filtered. */
  readonly columns: readonly Column[];
  /** The same columns of the queries. */
  readonly queryColumns: readonly Column[];
  /** Which documents are kept, by these columns; null: all. */
  readonly rule: Rule | null;
  /** What the columns are reckoned from, under the names of the export. */
  readonly arrays: StructureArrays;
  /** Rows of the documents that the structure is made of, -1 for what was brought along. */
  readonly documentRows: Readonly<Record<string, Int32Array>>;
  /** How the columns are read, by the names of the parameters' metadata. */
  readonly facts: Readonly<Record<string, string>>;
  /** How other programs make the columns' values of a vector; null where nothing is stored. */
  readonly programs: StoredPrograms | null;
}

/** A structure over the documents, asked by given queries. */
export interface PreparedStructure {
  readonly stored: StoredSize;
  /** Nested parts, the first of which are a structure too; 0 where it has none. */
  readonly parts: number;
  /** The same with its first `count` parts. */
  readonly firstParts: (count: number) => PreparedStructure;
  /** The same documents, asked by other queries. */
  readonly asking: (
    queries: Encoded,
    context: OperationContext,
  ) => Promise<PreparedStructure>;
  /** What the surface counts; over all queries it holds so many `neighbours`. */
  readonly steps: (neighbours: number) => StepPart;
  /** Whether a document is a candidate at a value of the knob. */
  readonly keeps: (query: number, row: number, knob: number) => boolean;
  /** What is compared with the knob, in the knob's unit; 0 without a knob. */
  readonly compared: (query: number, row: number) => number;
  /** The knob counts whole units: histograms of what is compared have whole bins. */
  readonly isWhole: boolean;
  readonly explain: (query: number, row: number) => Explanation;
  /** What is stored of a query, one value for each part. */
  readonly queryStored: (query: number) => readonly number[];
  /**
   * Share of documents that it is expected to remove at each value (null: none),
   * before any query is compared with any document; null where nothing tells.
   */
  readonly forecast: (knobs: readonly (number | null)[]) => number[] | null;
  /** Share of the first `k` neighbours that it cannot lose at each value; null without such a guarantee. */
  readonly guarantee: (
    surface: Surface,
    knobs: readonly (number | null)[],
    k: number,
  ) => number[] | null;
  /** What the page draws of its parts, but for their titles; null where it has none. */
  readonly view: () => Omit<PartsView, "titles"> | null;
  /** What explains its parts at a value of the knob; null where it has none. */
  readonly diagnose: (knob: number | null) => PivotDiagnostics | null;
  /** For other programs; copies, which can be handed over. */
  readonly portable: () => PortableStructure;
}

/** Which documents are looked at. */
export interface StructureMethod extends StructureChoice {
  readonly build: (
    input: BuildInput,
    choice: Choice,
  ) => Promise<PreparedStructure>;
  /** Where it can be made of arrays from elsewhere. */
  readonly imports?: StructureImport;
}
