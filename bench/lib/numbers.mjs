/** Small statistics and how they are printed. */

/** @param {readonly number[]} values @param {number} share 0..1 @returns {number} Nearest-rank quantile. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** @param {readonly number[]} values @returns {number} */
export function median(values) {
  return (quantile(values, 0.5) + quantile(values, 0.5 + 1e-9)) / 2;
}

/** @param {readonly number[]} values @returns {{ median: number, min: number, repeats: readonly number[] }} */
export function summarise(values) {
  return { median: median(values), min: Math.min(...values), repeats: values };
}

/** @param {number} value @returns {string} */
export function milliseconds(value) {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

/** @param {number} sizeBytes @returns {string} */
export function megabytes(sizeBytes) {
  return `${(sizeBytes / 1e6).toFixed(1)} MB`;
}

/** @param {readonly (readonly string[])[]} rows @returns {string} Left-aligned columns. */
export function table(rows) {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => row[column].length)),
  );
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd();
  return rows.map(line).join("\n");
}
