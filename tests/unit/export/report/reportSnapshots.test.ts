import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  reportHtml,
  reportMarkdown,
} from "../../../../src/export/report/writeReport";
import type { ReportInput } from "../../../../src/model/reportInput";
import { smallRun } from "../../figures/fixture";

/**
 * Whole reports against stored files. `npm run snapshots` writes the files; a
 * run that checks writes none, and a missing file is a failure.
 */
const FOLDER = fileURLToPath(new URL("snapshots", import.meta.url));
const isWriting = process.env["BITSIEVE_SNAPSHOTS"] === "write";

async function reportOf(
  change: Parameters<typeof smallRun>[0],
  more: Partial<ReportInput>,
): Promise<ReportInput> {
  const { input } = await smallRun(change);
  const { view, diagnostics, setting } = input;
  return {
    view: { ...view, result: { ...view.result, version: "0.0.0" } },
    diagnostics,
    setting,
    published: null,
    datasetTitle: null,
    model: null,
    link: null,
    createdAt: "2026-11-25T00:00:00.000Z",
    ...more,
  };
}

const heldOut = await reportOf(
  {},
  {
    datasetTitle: "a small set",
    model: "sentence-transformers/all-MiniLM-L6-v2",
    link: "https://example.org/#view=1.x",
    published: {
      title: "Notebook 66",
      source: "Printed.",
      conditions: ["Corpus: another."],
      lines: [
        {
          label: "mean norm",
          published: "0.8826",
          own: "0.2",
          difference: "−0.68",
          interval: "–",
          note: "a note",
        },
      ],
    },
  },
);
const census = await reportOf(
  { protocol: "notebook-62", queries: { census: true } },
  { diagnostics: null },
);
const rotated = await reportOf(
  {
    protocol: "notebook-67",
    hash: { method: "pca-rotation", bits: 16 },
    pivots: { count: 3, space: "cosine", statistic: "sum-of-squares" },
    thresholds: [0.1, 0.2],
  },
  { diagnostics: null, setting: { threshold: 0.1, limit: 5 } },
);

/** Drawings have snapshots of their own; an element to a line can be read. */
const withoutDrawings = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, "<style></style>")
    .replace(/<svg .*?<\/svg>/gs, "<svg></svg>")
    .replaceAll("><", ">\n<");

const reports = [
  ["held-out.md", reportMarkdown(heldOut, "en")],
  ["held-out.html.txt", withoutDrawings(reportHtml(heldOut, "en"))],
  ["census.md", reportMarkdown(census, "en")],
  ["rotated.md", reportMarkdown(rotated, "en")],
] as const;

if (isWriting) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of reports) writeFileSync(join(FOLDER, name), text);
}

test.each(reports)("%s is as it is stored", (name, text) => {
  expect(text).toBe(readFileSync(join(FOLDER, name), "utf8"));
});
