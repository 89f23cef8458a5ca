/** A setting that is never allowed, whatever the data set; `value` as a person wrote it. */
export interface SettingFaults {
  "config.not-whole-number": {
    readonly setting: string;
    readonly value: string;
    readonly min: number;
    readonly max: number;
  };
  "config.not-one-of": {
    readonly setting: string;
    readonly value: string;
    readonly options: readonly string[];
  };
  /** `setting` "": the configuration itself. */
  "config.not-object": { readonly setting: string; readonly value: string };
  "config.not-numbers": { readonly setting: string; readonly value: string };
  "config.census-no-flag": { readonly value: string };
  "config.no-thresholds": {
    readonly value: string;
    readonly structure: string;
  };
}
