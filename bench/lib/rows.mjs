/** The rows of the printed table: what, median, min, with what. */

import { median, megabytes, milliseconds } from "./numbers.mjs";

/** What the project asks of itself; printed beside the numbers, never enforced. */
export const LIMITS = { fitRatio: 1.5, surfaceMs: 500 };

/** @param {number | { missing: string }} value @param {(value: number) => string} format */
function shown(value, format) {
  return typeof value === "number"
    ? format(value)
    : `not measured: ${value.missing}`;
}

/** @param {{ median: number, min: number }} times */
function timesOf(times) {
  return [milliseconds(times.median), milliseconds(times.min)];
}

/** @param {any} comparison @returns {string[][]} */
export function comparisonRows(comparison) {
  if ("missing" in comparison) {
    return [["ITQ fit and surface", "not measured", "", comparison.missing]];
  }
  const { device, numpy, fit, surface } = comparison;
  const rows = [
    [
      "ITQ fit 10,000 x 384 -> 128 bits, 50 iterations",
      ...timesOf(fit.app),
      device.label,
    ],
  ];
  if (numpy) {
    const { version, blas, threshold } = numpy;
    rows.push(
      ["  the same by numpy", ...timesOf(fit.numpy), `${version}, ${blas}`],
      ["  app / numpy", fit.ratio.toFixed(2), "", `limit ${LIMITS.fitRatio}`],
      [
        `numpy's loop for ONE threshold (t = ${threshold})`,
        ...timesOf(surface.numpyOneThreshold),
        "100 queries, 8 pivots",
      ],
    );
  } else {
    rows.push(["  the same by numpy", "not measured", "", "no Python here"]);
  }
  rows.push([
    "surface: every threshold and limit, 100 queries, 8 pivots",
    ...timesOf(surface.app),
    `limit ${LIMITS.surfaceMs} ms`,
  ]);
  return rows;
}

/** @param {any} encodes @param {{ name: string, isSoftware: boolean } | null} adapter @returns {string[][]} */
export function encodeRows({ cpu, webgpu }, adapter) {
  const on = adapter?.isSoftware
    ? `${adapter.name}: a SOFTWARE adapter, no statement about GPUs`
    : (adapter?.name ?? "");
  const row = (
    /** @type {string} */ name,
    /** @type {any} */ found,
    /** @type {string} */ note,
  ) =>
    "missing" in found
      ? [name, "not measured", "", found.missing]
      : [name, ...timesOf(found.encode), note];
  return [
    row("encode 10,000 x 384 -> 128 bits, CPU", cpu, cpu.device?.label ?? ""),
    row("encode 10,000 x 384 -> 128 bits, WebGPU", webgpu, on),
  ];
}

/** @param {any[]} visits @returns {string[][]} */
export function pageRows(visits) {
  /** Median over the visits of one number, or why it is missing. */
  const over = (/** @type {(visit: any) => any} */ pick) => {
    const values = visits.map(pick);
    return values.find((value) => typeof value !== "number") ?? median(values);
  };
  const of = (/** @type {string} */ group, /** @type {string} */ field) =>
    over((visit) =>
      "missing" in visit[group]
        ? visit[group]
        : (visit[group][field] ?? { missing: "the page is not isolated" }),
    );
  const rows = [
    [
      "first contentful paint",
      over((visit) => visit.firstPaintMs),
      milliseconds,
    ],
    [
      "navigation to first curve",
      over((visit) => visit.firstCurveMs),
      milliseconds,
    ],
    [
      "threshold slider, input to repaint, median",
      of("slider", "medianMs"),
      milliseconds,
    ],
    [
      "threshold slider, input to repaint, p95",
      of("slider", "p95Ms"),
      milliseconds,
    ],
    [
      "  the same wait without an input",
      of("slider", "idleMedianMs"),
      milliseconds,
    ],
    ["JS heap of the page", of("memory", "heapBytes"), megabytes],
    [
      "memory, workers and WebAssembly included",
      of("memory", "totalBytes"),
      megabytes,
    ],
    [
      "initial scripts, gzipped",
      over((visit) => visit.initialScriptBytes),
      megabytes,
    ],
  ];
  return rows.map(([name, value, format]) => [
    name,
    shown(value, format),
    "",
    "",
  ]);
}
