import type { Diagnostics } from "./diagnosticsReport";
import type { RunView } from "./run/view";

/** A line of the comparison with published figures. */
export interface PublishedLine {
  readonly label: string;
  readonly published: string;
  readonly own: string;
  readonly difference: string;
  readonly interval: string;
  readonly note: string;
}

/** Everything that a report tells. */
export interface ReportInput {
  readonly view: RunView;
  readonly diagnostics: Diagnostics | null;
  readonly setting: {
    readonly threshold: number | null;
    readonly limit: number;
  };
  /** What the run is laid beside, or null. */
  readonly published: {
    readonly title: string;
    readonly source: string;
    readonly conditions: readonly string[];
    readonly lines: readonly PublishedLine[];
  } | null;
  readonly datasetTitle: string | null;
  readonly model: string | null;
  /** Address that reopens the view, or null. */
  readonly link: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
}
