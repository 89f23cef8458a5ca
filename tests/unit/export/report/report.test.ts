import { describe, expect, test } from "vitest";
import {
  reportHtml,
  reportMarkdown,
} from "../../../../src/export/report/writeReport";
import type { ReportInput } from "../../../../src/model/reportInput";
import type { PartialConfig } from "../../../../src/model/run/configuration";
import { quietCall, referenceSession, smallConfig } from "../../worker/support";
import type { RunView } from "../../../../src/model/run/view";

/** A real run with its diagnostics, as the page would report it. */
async function inputOf(
  change: PartialConfig = {},
  more: Partial<ReportInput> = {},
): Promise<ReportInput> {
  const session = referenceSession();
  await session.load(
    { synthetic: { n: 300, dim: 24, clusters: 12, seed: 7 } },
    quietCall(),
  );
  const view = await session.run(
    { ...smallConfig, thresholds: [2, 3], limits: [5, 20], ...change },
    quietCall(),
  );
  const diagnostics = await session.diagnostics({ threshold: 2 }, quietCall());
  return {
    view,
    diagnostics,
    setting: { threshold: 2, limit: 20 },
    published: null,
    datasetTitle: null,
    model: null,
    link: "https://example.org/#view=1.x",
    createdAt: "2026-11-24T10:00:00.000Z",
    ...more,
  };
}

function renamed(view: RunView, name: string): RunView {
  const dataset = { ...view.result.dataset, name };
  return { ...view, result: { ...view.result, dataset } };
}

describe("a report", () => {
  test("tells question, answer, data, protocol, tables, charts, intervals, versions", async () => {
    const input = await inputOf();
    const html = reportHtml(input, "en");
    const row = input.view.result.rows[1];
    for (const words of [
      "What does it cost to search",
      "At t = 2 the filter removes",
      input.view.result.dataset.fingerprint,
      "Held-out: the queries are not in the corpus",
      "20 queries asked (seed 42)",
      `${(row.reduction * 100).toFixed(1)}\u00a0%`,
      "effective sample size",
      input.view.result.version,
      "2026-11-24T10:00:00.000Z",
      "https://example.org/#view=1.x",
    ])
      expect(html).toContain(words);
    const figures = html.matchAll(
      /<figure><figcaption><b>([^<]*)<\/b>.*?<\/figcaption>(<svg )?/gs,
    );
    expect(
      [...figures].map(([, question, drawing]) => [question, drawing ?? null]),
    ).toEqual([
      ["What does removing documents cost in recall?", "<svg "],
      [
        "Where are true neighbours lost: to the filter or to the limit?",
        "<svg ",
      ],
      ["Did the rotation converge?", "<svg "],
      ["What does rounding to bits lose, whatever the scale?", "<svg "],
      ["How fast does the spectrum fall?", "<svg "],
      ["How much of the variance can the bits hold?", "<svg "],
      ["Could we have known it before scanning anything?", "<svg "],
      ["Does Hamming distance follow the cosine?", "<svg "],
      [
        "How far are true neighbours by Hamming distance, and how far random documents?",
        "<svg ",
      ],
      ["Can the pivots tell neighbours from random documents?", "<svg "],
      ["Which pivots spread the documents?", "<svg "],
      ["Is every bit a fair coin?", "<svg "],
      ["Does every bit say something of its own?", "<svg "],
      // A table: its few numbers need no drawing.
      ["Do the queries come from where the fit was made?", null],
    ]);
    const markdown = reportMarkdown(input, "en");
    expect(markdown).toContain("## Method and protocol");
    expect(markdown).toMatch(/\| t \| L \| removed \|/);
  });

  test("asks for nothing and runs nothing; its drawings have finite numbers", async () => {
    const html = reportHtml(await inputOf(), "en");
    expect(html).not.toMatch(/<script|<link|<img|@import|src=/);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    const opened = html.match(/<(table|section|figure|svg|g|details)\b/g) ?? [];
    const closed =
      html.match(/<\/(table|section|figure|svg|g|details)>/g) ?? [];
    expect(opened.length).toBe(closed.length);
  });

  test("names of data are text, not markup", async () => {
    const input = await inputOf();
    const view = renamed(input.view, "<script>alert(1)</script>|x");
    const html = reportHtml({ ...input, view }, "en");
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
    expect(reportMarkdown({ ...input, view }, "en")).toContain("\\<script\\>");
  });

  test("a census says that there is no sampling error", async () => {
    const html = reportHtml(
      await inputOf({ protocol: "notebook-62", queries: { census: true } }),
      "en",
    );
    expect(html).toContain("every one of the 300 documents asked");
    expect(html).toContain("<td>census</td>");
  });

  test.each(["cosine", "angular"] as const)(
    "%s pivots, sums of squares and no diagnostics",
    async (space) => {
      const html = reportHtml(
        await inputOf(
          {
            pivots: { count: 4, space, statistic: "sum-of-squares" },
            thresholds: [0.2],
          },
          { diagnostics: null, setting: { threshold: 0.2, limit: 5 } },
        ),
        "en",
      );
      expect(html).toContain("the root of the sum of squared differences");
      expect(html).not.toMatch(/NaN|undefined/);
    },
  );

  test("published figures stand beside one's own with their conditions", async () => {
    const html = reportHtml(
      await inputOf(
        {},
        {
          published: {
            title: "Notebook 62",
            source: "printed",
            conditions: ["Corpus: other."],
            lines: [
              {
                label: "mean norm",
                published: "0.8826",
                own: "0.2",
                difference: "−0.68",
                interval: "–",
                note: "",
              },
            ],
          },
        },
      ),
      "en",
    );
    expect(html).toContain("Beside Notebook 62");
    expect(html).toContain("Corpus: other.");
    expect(html).toContain("<td>0.8826</td>");
  });
});
