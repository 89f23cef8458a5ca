/** Numbers, shares, durations, sizes and dates as a person of one language reads them. */
export interface Formats {
  /** A count with thousands separators: 10,000. */
  readonly count: (value: number) => string;
  /**
   * A share (0..1) as a percentage with one decimal: 39.8 %. What is not quite
   * nothing or everything is not rounded to it: <0.1 %, >99.9 %.
   */
  readonly percent: (share: number) => string;
  /** Two shares as one range: 88.9–93.1 %. */
  readonly percentRange: (low: number, high: number) => string;
  /** A duration in the unit a person would say: 12 ms, 0.83 s, 2 min 05 s. */
  readonly duration: (elapsedMs: number) => string;
  /** A size in bytes with a binary unit: 16 B, 1.5 KiB. */
  readonly bytes: (sizeBytes: number) => string;
  /** A rate: 1,250 documents/s. */
  readonly rate: (perSecond: number, unit: string) => string;
  /** A measured time with three digits: 0.0253 ms, 1.31 ms, 1.04 s. */
  readonly measured: (elapsedMs: number) => string;
  /** A rate with the prefix of large numbers: 1.2 M documents/s. */
  readonly largeRate: (perSecond: number, unit: string) => string;
  /** A threshold: an integer in Hamming space, up to three decimals in cosine space. */
  readonly threshold: (threshold: number | null) => string;
  /** A distance to a pivot: an integer, or three decimals. */
  readonly distance: (distance: number) => string;
  /** A mean count of neighbours out of k: 9.6; not quite all is not rounded to all: 9.97. */
  readonly neighbours: (count: number, k: number) => string;
  /** A number with exactly so many decimals and no thousands separators. */
  readonly decimals: (value: number, digits: number) => string;
  /** A day and a time: 25/11/2026, 15:44. */
  readonly moment: (time: string | number | Date) => string;
}

/** What of a language the numbers need beside `Intl`. */
export interface FormatWords {
  /** A locale of `Intl` for numbers, and the one for days and times. */
  readonly numbers: string;
  readonly dates: string;
  /** Said where there is no threshold. */
  readonly noThreshold: string;
}

/** Keeps a number and its unit on one line. */
const noBreak = "\u00a0";

const missing = "–";

/** Differences below this are rounding of sums, not of what is shown. */
const roundingOfSums = 1e-9;

const largeSteps = [
  { from: 1e9, name: "G" },
  { from: 1e6, name: "M" },
];

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

/** The formats of one language. */
export function formatsOf({
  numbers,
  dates,
  noThreshold,
}: FormatWords): Formats {
  const whole = new Intl.NumberFormat(numbers, { maximumFractionDigits: 0 });
  const upToThree = new Intl.NumberFormat(numbers, {
    maximumFractionDigits: 3,
    useGrouping: false,
  });
  const fixed = new Map<number, Intl.NumberFormat>();
  const moments = new Intl.DateTimeFormat(dates, {
    dateStyle: "short",
    timeStyle: "short",
  });

  function count(value: number): string {
    return Number.isFinite(value) ? whole.format(value) : missing;
  }

  function decimals(value: number, digits: number): string {
    let format = fixed.get(digits);
    if (!format) {
      format = new Intl.NumberFormat(numbers, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: false,
      });
      fixed.set(digits, format);
    }
    return format.format(value);
  }

  const significant = new Intl.NumberFormat(numbers, {
    maximumSignificantDigits: 3,
    useGrouping: false,
  });
  const threeDigits = (value: number) => significant.format(value);

  const withUnit = (value: string, unit: string) => `${value}${noBreak}${unit}`;

  return {
    count,
    decimals,
    percent(share) {
      if (!Number.isFinite(share)) return missing;
      // Judged by the digits that are shown.
      const shown = (share * 100).toFixed(1);
      if (shown === "100.0" && share < 1 - roundingOfSums)
        return withUnit(`>${decimals(99.9, 1)}`, "%");
      if (shown === "0.0" && share > roundingOfSums)
        return withUnit(`<${decimals(0.1, 1)}`, "%");
      return withUnit(decimals(shown === "-0.0" ? 0 : Number(shown), 1), "%");
    },
    percentRange(low, high) {
      if (!Number.isFinite(low) || !Number.isFinite(high)) return missing;
      const range = `${decimals(low * 100, 1)}–${decimals(high * 100, 1)}`;
      return withUnit(range, "%");
    },
    duration(elapsedMs) {
      if (!Number.isFinite(elapsedMs)) return missing;
      if (elapsedMs < 0.95) return withUnit(decimals(elapsedMs, 1), "ms");
      if (elapsedMs < 999.5) return withUnit(decimals(elapsedMs, 0), "ms");
      const seconds = elapsedMs / 1000;
      if (seconds < 9.95) return withUnit(decimals(seconds, 1), "s");
      if (seconds < 59.5) return withUnit(decimals(seconds, 0), "s");
      const wholeSeconds = Math.round(seconds);
      const rest = String(wholeSeconds % 60).padStart(2, "0");
      return `${Math.floor(wholeSeconds / 60)}${noBreak}min${noBreak}${rest}${noBreak}s`;
    },
    bytes(sizeBytes) {
      if (!Number.isFinite(sizeBytes)) return missing;
      let size = sizeBytes;
      let unit = 0;
      while (size >= 1024 && unit < byteUnits.length - 1) {
        size /= 1024;
        unit += 1;
      }
      const digits = Number.isInteger(size) ? 0 : 1;
      return withUnit(
        unit === 0 ? count(size) : decimals(size, digits),
        byteUnits[unit],
      );
    },
    rate(perSecond, unit) {
      const value = perSecond >= 10 ? count(perSecond) : decimals(perSecond, 1);
      return withUnit(value, `${unit}/s`);
    },
    measured: (elapsedMs) =>
      elapsedMs < 999.5
        ? withUnit(threeDigits(elapsedMs), "ms")
        : withUnit(threeDigits(elapsedMs / 1000), "s"),
    largeRate(perSecond, unit) {
      const step = largeSteps.find(({ from }) => perSecond >= from);
      const value = step ? perSecond / step.from : perSecond;
      const digits = value >= 100 ? count(value) : threeDigits(value);
      const amount = step ? withUnit(digits, step.name) : digits;
      return withUnit(amount, `${unit}/s`);
    },
    threshold(threshold) {
      return threshold === null ? noThreshold : upToThree.format(threshold);
    },
    distance: (distance) =>
      decimals(distance, Number.isInteger(distance) ? 0 : 3),
    neighbours(found, k) {
      if (found >= k - roundingOfSums) return decimals(k, 0);
      const text = found.toFixed(1);
      return Number(text) >= k
        ? decimals(Math.floor(found * 100) / 100, 2)
        : decimals(found, 1);
    },
    moment: (time) => moments.format(new Date(time)),
  };
}
