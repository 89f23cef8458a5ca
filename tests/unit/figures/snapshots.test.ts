import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Figure } from "../../../src/figures/figure";
import { figureSvg } from "../../../src/figures/figureSvg";
import { allFigures } from "./fixture";

/**
 * Every drawing against a stored file. `npm run snapshots` writes the files; a
 * run that checks writes none, and a missing file is a failure.
 */
const FOLDER = fileURLToPath(new URL("snapshots", import.meta.url));
const isWriting = process.env["BITSIEVE_SNAPSHOTS"] === "write";

const figures = await allFigures();
const drawn = figures.filter(({ marks }) => marks !== null);

/** One element to a line, so that a change can be read. */
function svgOf(figure: Figure): string {
  return `${figureSvg(figure, 680).replaceAll("><", ">\n<")}\n`;
}

if (isWriting) {
  mkdirSync(FOLDER, { recursive: true });
  for (const figure of drawn)
    writeFileSync(join(FOLDER, `${figure.name}.svg`), svgOf(figure));
}

test.each(drawn.map((figure) => [figure.name, figure] as const))(
  "%s is drawn as it is stored",
  (name, figure) => {
    const stored = readFileSync(join(FOLDER, `${name}.svg`), "utf8");
    expect(svgOf(figure)).toBe(stored);
  },
);

test("a stored file stands for each figure, and for nothing else", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    drawn.map(({ name }) => `${name}.svg`).sort(),
  );
});

test("no two figures share a name, and only the drift is a mere table", () => {
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
  expect(
    figures.filter(({ marks }) => marks === null).map(({ name }) => name),
  ).toEqual(["drift"]);
});

test("every figure asks, finds, and has rows as wide as their head", () => {
  for (const { name, question, finding, table } of figures) {
    expect(question, name).not.toBe("");
    expect(`${finding} ${JSON.stringify(table)}`, name).not.toMatch(
      /NaN|Infinity|undefined|null/,
    );
    expect(table.rows.length, name).toBeGreaterThan(0);
    for (const row of table.rows)
      expect(row, name).toHaveLength(table.head.length);
  }
});
