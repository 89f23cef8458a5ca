/** Keys of what this app writes into a Parquet file's own metadata. */
export const parquetKeys = {
  metadata: "bitsieve.metadata",
  parameters: "bitsieve.parameters",
} as const;
