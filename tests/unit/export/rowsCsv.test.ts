import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { rowsToCsv } from "../../../src/export/rowsCsv";
import type { EvaluationRow } from "../../../src/model/evaluationRow";

const ROW: EvaluationRow = {
  threshold: 20,
  reduction: 0.1 + 0.2,
  filterRecall: 0.974,
  filterRecallLow: 0.95,
  filterRecallHigh: 0.99,
  candidates: { mean: 5954.04, p50: 6000, p95: 7000.5 },
  recall: [
    {
      limit: 100,
      expected: 0.826,
      best: 0.85,
      worst: 0.8,
      stable: 0.82,
      low: 0.78,
      high: 0.87,
    },
    {
      limit: 500,
      expected: 0.956,
      best: 0.96,
      worst: 0.95,
      stable: 0.955,
      low: 0.93,
      high: 0.98,
    },
  ],
};

function read(csv: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(csv, {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data;
}

describe("rowsToCsv", () => {
  it("writes one record for each threshold and limit", () => {
    const records = read(rowsToCsv([ROW, { ...ROW, threshold: 15 }]));
    expect(records.map(({ threshold, limit }) => [threshold, limit])).toEqual([
      ["20", "100"],
      ["20", "500"],
      ["15", "100"],
      ["15", "500"],
    ]);
  });

  it("puts every number under its name, with all digits", () => {
    expect(read(rowsToCsv([ROW]))[1]).toEqual({
      threshold: "20",
      limit: "500",
      reduction: "0.30000000000000004",
      filter_recall: "0.974",
      filter_recall_low: "0.95",
      filter_recall_high: "0.99",
      candidates_mean: "5954.04",
      candidates_p50: "6000",
      candidates_p95: "7000.5",
      recall_expected: "0.956",
      recall_best: "0.96",
      recall_worst: "0.95",
      recall_stable: "0.955",
      recall_low: "0.93",
      recall_high: "0.98",
    });
  });

  it("leaves the threshold empty where there is no filter", () => {
    const [record] = read(rowsToCsv([{ ...ROW, threshold: null }]));
    expect(record["threshold"]).toBe("");
    expect(record["limit"]).toBe("100");
  });

  it("leaves cells empty for what is not known, finite or limited", () => {
    const [record, ...others] = read(
      rowsToCsv([
        { ...ROW, filterRecall: NaN, filterRecallLow: NaN, recall: [] },
      ]),
    );
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      threshold: "20",
      limit: "",
      filter_recall: "",
      filter_recall_low: "",
      recall_expected: "",
      candidates_p95: "7000.5",
    });
  });

  it("ends every line with CRLF, the header of no rows too", () => {
    const lines = rowsToCsv([ROW]).split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe("");
    expect(rowsToCsv([])).toBe(`${lines[0]}\r\n`);
  });
});
