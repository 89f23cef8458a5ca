/** Extensions of the files that are read, without the dot. */
export const knownExtensions = [
  "npy",
  "npz",
  "safetensors",
  "fvecs",
  "bvecs",
  "ivecs",
  "hdf5",
  "h5",
  "parquet",
  "jsonl",
  "ndjson",
  "json",
  "csv",
  "tsv",
  "txt",
] as const;

export type KnownExtension = (typeof knownExtensions)[number];
