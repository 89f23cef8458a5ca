import type { PairDiagnostics } from "../model/diagnosticsReport";
import {
  type PublishedCorrelation,
  publishedSpearman,
} from "../model/published";
import { figureMaker, thinned } from "./figure";
import type { FigureInput } from "./figureInput";

interface DensityData {
  readonly pairs: PairDiagnostics;
  readonly published: readonly PublishedCorrelation[];
}

/** Mean cosine of the pairs in one row of the plane. */
function meanCosine(
  row: readonly number[],
  { cosineStart, cosineWidth }: PairDiagnostics,
): number {
  const total = row.reduce((sum, count) => sum + count, 0);
  const sum = row.reduce(
    (before, count, j) =>
      before + count * (cosineStart + (j + 0.5) * cosineWidth),
    0,
  );
  return sum / total;
}

/** Hamming distance against cosine over pairs of documents. */
export const density = figureMaker<FigureInput, DensityData>({
  name: "density",
  data: ({ diagnostics, model }) =>
    diagnostics && {
      pairs: diagnostics.pairs,
      published: model ? publishedSpearman(model) : [],
    },
  question: (words) => words.density.question,
  finding: ({ pairs, published }, { density: text }) =>
    text.finding({ ...pairs, published }),
  marks: ({ pairs }, { density: text, format }) => ({
    kind: "heat",
    height: 300,
    x: { title: text.x, format: format.tick },
    y: { title: text.y, format: format.tick },
    xStart: pairs.cosineStart,
    xWidth: pairs.cosineWidth,
    yStart: pairs.hammingStart,
    yWidth: pairs.hammingWidth,
    counts: pairs.density,
    dots: pairs.neighbours,
    legend: { counts: text.pairsOfDocuments, dots: text.trueNeighbours },
  }),
  table: ({ pairs }, { density: text, format }) => ({
    head: [text.from, text.pairs, text.meanCosine],
    rows: thinned(
      pairs.density
        .map((row, i) => ({
          row,
          from: pairs.hammingStart + i * pairs.hammingWidth,
          total: row.reduce((sum, count) => sum + count, 0),
        }))
        .filter(({ total }) => total > 0)
        .map(({ row, from, total }) => [
          format.distance(from),
          format.count(total),
          format.decimals(meanCosine(row, pairs), 3),
        ]),
    ),
  }),
});
