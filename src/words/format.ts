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
  /** The same, a negative one with a minus as wide as a digit: −0.6897. */
  readonly signed: (value: number, digits: number) => string;
  /** A difference, always with its sign: +1.2, −0.3. */
  readonly difference: (value: number, digits: number) => string;
  /** A number with at most so many digits: 0.5, 0.123, 1.23e-8. */
  readonly significant: (value: number, digits: number) => string;
  /** A number with exactly so many digits: 0.5000. */
  readonly precise: (value: number, digits: number) => string;
  /** A number by its power of ten, with so many decimals: 1.20e-4. */
  readonly scientific: (value: number, digits: number) => string;
  /** Numbers at an axis: 0.25, 12,500. */
  readonly tick: (value: number) => string;
  /** At an axis of powers of ten: 0.01, 1e-5. */
  readonly powerTick: (value: number) => string;
  /** A share at an axis: 20 %, 2.5 %. */
  readonly shareTick: (share: number) => string;
  /** A large count at an axis: 500, 10 k, 1 M. */
  readonly countTick: (value: number) => string;
  /** A time at an axis: 0.1 ms, 10 s. */
  readonly timeTick: (elapsedMs: number) => string;
  /** A day and a time: 25/11/2026, 15:44. */
  readonly moment: (time: string | number | Date) => string;
  /** All of some names: mean, pca and rotation. */
  readonly list: (names: readonly string[]) => string;
  /** One of some names: mean, pca or rotation. */
  readonly options: (names: readonly string[]) => string;
}

/** What of a language the numbers need beside `Intl`. */
export interface FormatWords {
  /** A locale of `Intl` for numbers, and the one for days, times and lists. */
  readonly numbers: string;
  readonly dates: string;
  /** Said where there is no threshold. */
  readonly noThreshold: string;
}

/** Keeps a number and its unit on one line. */
const noBreak = "\u00a0";

const missing = "–";

const minus = "−";

/** Differences below this are rounding of sums, not of what is shown. */
const roundingOfSums = 1e-9;

const largeSteps = [
  { from: 1e9, name: "G" },
  { from: 1e6, name: "M" },
];
const tickSteps = [...largeSteps, { from: 1e3, name: "k" }];

/** Below this a number is written by its power of ten. */
const leastInDigits = 1e-6;

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

/** The formats of one language. */
export function formatsOf({
  numbers,
  dates,
  noThreshold,
}: FormatWords): Formats {
  const formats = new Map<string, Intl.NumberFormat>();
  const moments = new Intl.DateTimeFormat(dates, {
    dateStyle: "short",
    timeStyle: "short",
  });

  const lists = new Intl.ListFormat(dates, { type: "conjunction" });
  const choices = new Intl.ListFormat(dates, { type: "disjunction" });

  function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const key = JSON.stringify(options);
    let format = formats.get(key);
    if (!format) {
      format = new Intl.NumberFormat(numbers, options);
      formats.set(key, format);
    }
    return format;
  }

  function count(value: number): string {
    return Number.isFinite(value)
      ? formatOf({ maximumFractionDigits: 0 }).format(value)
      : missing;
  }

  const decimals = (value: number, digits: number) =>
    formatOf({
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }).format(value);

  /** 1.2e-8 where `Intl` writes 1.2E-8. */
  const byPower = (value: number, options: Intl.NumberFormatOptions) =>
    formatOf({ notation: "scientific", ...options })
      .formatToParts(value)
      .map(({ type, value: part }) =>
        type === "exponentSeparator" ? part.toLowerCase() : part,
      )
      .join("");

  function inDigits(
    value: number,
    options: Pick<
      Intl.NumberFormatOptions,
      "minimumSignificantDigits" | "maximumSignificantDigits"
    >,
  ): string {
    const isTiny = value !== 0 && Math.abs(value) < leastInDigits;
    return isTiny
      ? byPower(value, options)
      : // Plus 0 takes the sign off a zero.
        formatOf({ useGrouping: false, ...options }).format(value + 0);
  }

  const significant = (value: number, digits: number) =>
    inDigits(value, { maximumSignificantDigits: digits });

  const scientific = (value: number, digits: number) =>
    byPower(value, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });

  const tick = (value: number) =>
    Math.abs(value) >= 1000
      ? formatOf({ maximumFractionDigits: 3 }).format(value)
      : significant(value, 3);

  const withUnit = (value: string, unit: string) => `${value}${noBreak}${unit}`;

  return {
    count,
    decimals,
    signed: (value, digits) => decimals(value, digits).replace("-", minus),
    difference: (value, digits) =>
      `${value < 0 ? minus : "+"}${decimals(Math.abs(value), digits)}`,
    significant,
    precise: (value, digits) =>
      inDigits(value, {
        minimumSignificantDigits: digits,
        maximumSignificantDigits: digits,
      }),
    scientific,
    tick,
    powerTick: (value) => (value >= 0.001 ? tick(value) : scientific(value, 0)),
    shareTick: (share) => withUnit(significant(share * 100, 2), "%"),
    countTick(value) {
      const step = tickSteps.find(({ from }) => value >= from);
      return step
        ? withUnit(significant(value / step.from, 3), step.name)
        : significant(value, 3);
    },
    timeTick: (elapsedMs) =>
      elapsedMs >= 1000
        ? withUnit(significant(elapsedMs / 1000, 3), "s")
        : withUnit(significant(elapsedMs, 1), "ms"),
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
        ? withUnit(significant(elapsedMs, 3), "ms")
        : withUnit(significant(elapsedMs / 1000, 3), "s"),
    largeRate(perSecond, unit) {
      const step = largeSteps.find(({ from }) => perSecond >= from);
      const value = step ? perSecond / step.from : perSecond;
      const digits = value >= 100 ? count(value) : significant(value, 3);
      const amount = step ? withUnit(digits, step.name) : digits;
      return withUnit(amount, `${unit}/s`);
    },
    threshold(threshold) {
      return threshold === null
        ? noThreshold
        : formatOf({ maximumFractionDigits: 3, useGrouping: false }).format(
            threshold,
          );
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
    list: (names) => lists.format(names),
    options: (names) => choices.format(names),
  };
}
