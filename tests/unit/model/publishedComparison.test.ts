import { allEn } from "../../../src/words/en/allEn";
import { completeConfig } from "../../../src/search/config/complete";
import { describe, expect, test } from "vitest";
import { type PublishedRun, publishedRuns } from "../../../src/model/published";
import {
  type ComparedFigure,
  comparePublished,
  differingConditions,
  type MeasuredFigures,
} from "../../../src/model/publishedComparison";
import { publishedTexts } from "../../../src/words/published";
import { presets } from "../../../src/state/presets";
import { resolveConfig } from "../../../src/search/config/resolve";
import { makeDataset, makeRow, makeView } from "./viewFixture";

function runOf(id: string): PublishedRun {
  const run = publishedRuns.find((entry) => entry.id === id);
  if (!run) throw new Error(`no ${id}`);
  return run;
}

const valueOf = (id: string, kind: string, at: object = {}) =>
  runOf(id).figures.find(
    (figure) =>
      figure.kind === kind &&
      Object.entries(at).every(
        ([name, value]) => Reflect.get(figure, name) === value,
      ),
  );

describe("published figures", () => {
  test.each([
    ["notebook-62", "meanNorm", {}, 0.8826],
    ["notebook-62", "explainedVariance", {}, 0.6767],
    ["notebook-62", "quantizationError", { iteration: 10 }, 0.945],
    ["notebook-62", "quantizationError", { iteration: 50 }, 0.9443],
    ["notebook-62", "recall", { threshold: null, limit: 500 }, 0.97],
    ["notebook-62", "recall", { threshold: 20, limit: 1000 }, 0.973],
    ["notebook-62", "reduction", { threshold: 15 }, 0.660493],
    ["notebook-62", "filterRecall", { threshold: 20 }, 0.974],
    ["notebook-63", "meanNorm", {}, 0.5552],
    ["notebook-63", "quantizationError", { iteration: 50 }, 0.9015],
    ["notebook-67", "spearman", {}, -0.6111],
    ["notebook-67", "candidates", { threshold: 0.2 }, 8818],
    ["notebook-66", "spearman", {}, -0.0225],
    ["notebook-80", "spearman", {}, -0.6897],
    ["notebook-61", "meanNorm", {}, 0.9246],
  ])("%s: %s %o", (id, kind, at, value) => {
    expect(valueOf(id, kind, at)?.value).toBeCloseTo(value, 12);
  });

  test("the mistaken correlation is corrected with its reason", () => {
    const corrected = valueOf("notebook-66", "spearman")?.corrected;
    expect(corrected?.value).toBe(-0.6897);
    expect(allEn.published.corrections["spread-row"]).toContain("Notebook 80");
    expect(corrected?.why).toBe("spread-row");
  });

  test("every printed figure is its value", () => {
    for (const { figures } of publishedRuns)
      for (const { printed, value } of figures) {
        const number = Number.parseFloat(printed);
        expect(printed.endsWith("%") ? number / 100 : number).toBeCloseTo(
          value,
          12,
        );
      }
  });
});

describe("presets", () => {
  test.each(presets.map((preset) => [preset.id, preset] as const))(
    "%s is a whole, possible configuration",
    (id, preset) => {
      const config = resolveConfig(preset.config, {
        n: 10_000,
        dim: 384,
        ownQueries: 0,
        importedBits: null,
        importedStructure: null,
        givenNeighbours: 0,
      });
      expect(config.protocol).toBe(
        id === "notebook-67" ? "notebook-67" : "notebook-62",
      );
      const published = runOf(id);
      const thresholds = new Set(
        published.figures.flatMap(({ threshold }) =>
          typeof threshold === "number" ? [threshold] : [],
        ),
      );
      expect([...thresholds]).toEqual(config.thresholds);
      expect(config.hash).toMatchObject({
        bits: 128,
        iterations: 50,
        seed: 42,
      });
    },
  );
});

describe("one's own figures beside them", () => {
  const config = completeConfig({ protocol: "notebook-62" });
  const view = {
    ...makeView(config),
    curve: [makeRow(15, 0.6, 0.9, [100, 500]), makeRow(null, 0, 1, [100, 500])],
  };
  const measured: MeasuredFigures = {
    view,
    spearman: -0.5,
    pearson: null,
    documentsPerSecond: null,
  };
  const textsOf = (compared: ComparedFigure) => ({
    ...publishedTexts(allEn, compared),
    verdict: compared.verdict,
  });
  const rows = comparePublished(runOf("notebook-62"), measured).map(textsOf);
  const find = (label: string) => rows.find((row) => row.label === label);

  test("differences have sign and unit", () => {
    expect(find("mean norm")).toMatchObject({
      published: "0.8826",
      own: "0.2000",
      difference: "−0.6826",
      verdict: "no-interval",
    });
    expect(find("reduction, t = 15")?.difference).toBe("−6.0 points");
  });

  test("what was not measured is said, and nothing made up", () => {
    expect(find("reduction, t = 20")).toMatchObject({
      own: "–",
      verdict: "not-measured",
    });
    expect(find("Pearson, Hamming and cosine")?.verdict).toBe("not-measured");
    expect(find("quantization error, iteration 10")?.verdict).toBe(
      "not-measured",
    );
  });

  test("a corrected figure is what one's own is set against", () => {
    const [row] = comparePublished(runOf("notebook-66"), measured).filter(
      ({ figure }) => figure.kind === "spearman",
    );
    expect(textsOf(row)).toMatchObject({
      published: "-0.0225",
      difference: "+0.1897",
    });
  });

  test("an interval says whether the published value lies in it", () => {
    const found = find("filter recall, t = 15");
    const [low, high] = (found?.interval ?? "").split("–").map(parseFloat);
    expect(found?.verdict).toBe(
      low <= 89.5 && 89.5 <= high ? "inside" : "outside",
    );
  });

  test("other conditions are named", () => {
    const sentences = differingConditions(
      runOf("notebook-67"),
      view,
      makeDataset({ model: "Xenova/all-MiniLM-L6-v2" }),
    ).map(allEn.published.condition);
    expect(sentences.join(" ")).toContain("Model: all-MiniLM-L6-v2 here");
    expect(sentences.join(" ")).toContain("Protocol: notebook-62 here");
    expect(sentences.join(" ")).toContain("hamming here, cosine published");
  });
});
