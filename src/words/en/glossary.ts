/** One definition for every number and word of the page. */
export const glossary = {
  recall:
    "recall@k: of the k true nearest neighbours (by exact cosine), the share among the L candidates nearest by Hamming distance. The mean over all queries; ties count by their expected value.",
  interval:
    "95 % interval of the mean over queries. The query is the unit, because its k hits depend on each other. Measured on whole censuses it holds the truth in 91 to 98 % of samples, in 91 to 99 % where fewer than 10 queries lost a neighbour.",
  ties: "Hamming distances are small whole numbers, so many documents tie. Worst and best are what the least and the most lucky order of ties would give.",
  reduction:
    "Share of documents that the filter removes before any hash is compared: 1 − mean candidates / documents.",
  filterRecall:
    "Share of the true neighbours that pass the filter. No later step can find what the filter removed.",
  candidates:
    "Documents that pass the filter for one query. p50: half of the queries have fewer; p95: 95 of 100 queries have fewer.",
  bytes:
    "What a document costs in the index: its hash (bits / 8) and its distances to the pivots. The vectors themselves are not counted.",
  guarantee:
    "With Hamming pivots, compared one by one, a document within Hamming distance t of the query always passes (triangle inequality). This is the share of true neighbours that are so near. Everything above it is observed on these queries, not guaranteed. Pivots in another space, and sums of squares, guarantee nothing about Hamming distance.",
  payoff:
    "For a scan in memory the bytes read are the cost. The filter reads P distances of w bytes per document and saves the hashes of what it removes, so it pays when reduction > 8 · P · w / bits.",
  unfiltered: "recall@k at the same limit L when no filter is used.",
  threshold:
    "A document is kept when its distances to the pivots differ from the query's by at most t (by less with pivots by 1 − cos): the largest difference, or the root of the summed squares, as the statistic is set. Small t removes more and loses more.",
  limit:
    "How many candidates, nearest by Hamming distance, are kept for exact rescoring. Neighbours ranked behind L are lost.",
  hashMethod: "How a vector becomes a code of bits.",
  structure: "Which documents are looked at.",
  k: "How many true nearest neighbours count for each query.",
  queryCount:
    "How many queries are averaged. More queries narrow the intervals.",
  querySeed: "Seed that draws the queries.",
  census:
    "Every document of the corpus asks, up to 20,000: no sampling error for this corpus. Queries are then documents, as in notebooks 62 and 67.",
  groundTruth:
    "The neighbours that came with the data set's own queries count as true, in place of the exact cosine neighbours.",
  protocol:
    "How queries are taken. Held-out: they are not in the corpus and not trained on. Notebook 62/63: queries are documents, each left out of its own result. Notebook 67: the same with cosine pivots and a strict filter.",
  quantizationError:
    "mean((B − Z)²): distance between the projections Z and their signs B before each step. Dominated by the scale of the vectors.",
  nqe: "1 − (Σ|Z|)² / (N · ΣZ²): the same without the scale. 0 when all projections have the same size.",
  explainedVariance:
    "Share of the variance in the directions that the bits are taken from.",
  meanNorm:
    "Length of the mean vector that is subtracted first. Near 1 means that all vectors point much the same way.",
  eigenvalues:
    "Variance along each principal direction, largest first. Only the first b are hashed.",
  spread:
    "Standard deviation of the documents' distances to this pivot. A pivot whose distances are all alike removes little.",
  pairwise:
    "Distance between two pivots. Pivots far apart see the documents from different sides.",
  cosine:
    "Cosine of the angle between the vectors: the truth that the hashes approximate.",
  hamming: "Number of bits in which two hashes differ.",
  statistic:
    "What is compared with t: the largest difference over all pivots, max |d(q, p) − d(x, p)|, or the root of the summed squares of the differences. Kept when it is at most t, with pivots by 1 − cos when it is less.",
  device:
    "Automatic takes the GPU when it is hardware and agrees with the reference, else the CPU. With the same hash the results are the same on all; a new fit may end in another, equally good rotation.",
  need: "Rank by Hamming distance among the documents that pass the filter: found when it is at most L.",
} as const;
