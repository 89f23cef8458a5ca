/** What a field of a sample's manifest must be. */
export type ManifestKind =
  "object" | "text" | "count" | "boolean" | "list" | "sha256";

/** Faults of the bundled samples and of files that the app's server gives. */
export interface SampleFaults {
  "data.sample-name": { readonly file: string };
  "data.served-silent": {
    readonly file: string;
    readonly url: string;
    readonly received: number;
    readonly detail: string;
  };
  "data.served-status": {
    readonly file: string;
    readonly url: string;
    readonly status: number;
    readonly statusText: string;
  };
  "data.served-size": {
    readonly file: string;
    readonly url: string;
    readonly received: number;
    readonly expected: number;
  };
  "data.sample-hash": {
    readonly file: string;
    readonly sha256: string;
    readonly expected: string;
  };
  "data.sample-rows": {
    readonly file: string;
    readonly rows: number;
    readonly expected: number;
  };
  "data.sample-dimensions": {
    readonly file: string;
    readonly vectors: number;
    readonly queryVectors: number;
    readonly model: number;
  };
  "data.manifest-not-json": { readonly file: string; readonly start: string };
  /** `value` as JSON, cut after some characters; null where there is none. */
  "data.manifest-field": {
    readonly file: string;
    readonly path: string;
    readonly value: string | null;
    readonly expected: ManifestKind;
  };
  "data.manifest-of-another": {
    readonly file: string;
    readonly url: string;
    readonly sample: string;
    readonly expected: string;
  };
  "data.manifest-lacks-file": {
    readonly file: string;
    readonly sample: string;
    readonly missing: string;
    readonly listed: readonly string[];
  };
}
