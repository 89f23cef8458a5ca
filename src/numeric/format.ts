/** Keeps a number and its unit on one line. */
const noBreak = "\u00a0";

const wholeNumbers = new Intl.NumberFormat("en-US", {
  maximumFractionDigits: 0,
});

/** A count with thousands separators: 10,000. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? wholeNumbers.format(value) : "–";
}

/** Differences below this are rounding of sums, not of what is shown. */
const roundingOfSums = 1e-9;

/**
 * A share (0..1) as a percentage with one decimal: 39.8 %. What is not quite
 * nothing or everything is not rounded to it: <0.1 %, >99.9 %.
 */
export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const text = (share * 100).toFixed(1);
  if (text === "100.0" && share < 1 - roundingOfSums) {
    return `>99.9${noBreak}%`;
  }
  if (text === "0.0" && share > roundingOfSums) return `<0.1${noBreak}%`;
  return `${text === "-0.0" ? "0.0" : text}${noBreak}%`;
}

/** Two shares as one range: 88.9–93.1 %. */
export function formatPercentRange(low: number, high: number): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return "–";
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}${noBreak}%`;
}

/** A duration in the unit a person would say: 12 ms, 0.83 s, 2 min 05 s. */
export function formatDuration(elapsedMs: number): string {
  if (!Number.isFinite(elapsedMs)) return "–";
  if (elapsedMs < 0.95) return `${elapsedMs.toFixed(1)}${noBreak}ms`;
  if (elapsedMs < 999.5) return `${elapsedMs.toFixed(0)}${noBreak}ms`;
  const seconds = elapsedMs / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)}${noBreak}s`;
  if (seconds < 59.5) return `${seconds.toFixed(0)}${noBreak}s`;
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  return `${Math.floor(whole / 60)}${noBreak}min${noBreak}${rest}${noBreak}s`;
}

/** A size in bytes with a binary unit: 16 B, 1.5 KiB. */
export function formatBytes(sizeBytes: number): string {
  if (!Number.isFinite(sizeBytes)) return "–";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let size = sizeBytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = Number.isInteger(size) ? 0 : 1;
  return `${unit === 0 ? formatCount(size) : size.toFixed(digits)}${noBreak}${units[unit]}`;
}

/** A rate: 1,250 documents/s. */
export function formatRate(perSecond: number, unit: string): string {
  const value = perSecond >= 10 ? formatCount(perSecond) : perSecond.toFixed(1);
  return `${value}${noBreak}${unit}/s`;
}

/** A threshold: an integer in Hamming space, two or three decimals in cosine space. */
export function formatThreshold(threshold: number | null): string {
  if (threshold === null) return "none";
  if (Number.isInteger(threshold)) return String(threshold);
  return String(Number(threshold.toFixed(3)));
}

/** A distance to a pivot: an integer, or three decimals. */
export function formatDistance(distance: number): string {
  return Number.isInteger(distance) ? String(distance) : distance.toFixed(3);
}

/** A mean count of neighbours out of k: 9.6; not quite all is not rounded to all: 9.97. */
export function formatNeighbours(count: number, k: number): string {
  if (count >= k - roundingOfSums) return String(k);
  const text = count.toFixed(1);
  return Number(text) >= k ? (Math.floor(count * 100) / 100).toFixed(2) : text;
}
