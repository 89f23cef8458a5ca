"""Random configurations and their result tables by a direct loop.

    python tests/oracle/random_surfaces.py FIRST_SEED COUNT OUT.json

Every case is made of the draws of default_rng(seed) alone, in an order that
tests/unit/evaluate/randomCases.ts repeats with the app's own generator: the
file holds settings and tables, no arrays. Tables are a loop over thresholds,
queries and limits with a stable sort, for the first k' neighbours and the
first P' pivots as well as for all.
"""

import json
import sys

import numpy as np

import bitsieve_oracle as oracle

SPACES = ("hamming", "cosine", "angular")
STATISTICS = ("max", "sum-of-squares")


def settings(rng):
    """The settings of a case."""
    pick = lambda low, high: int(low + rng.integers(high - low + 1))
    bits = 32 * pick(1, 16) - pick(0, 1) * pick(0, 9)
    return {
        "bits": bits,
        "pivots": pick(1, 32),
        "documents": pick(90, 260),
        "queries": pick(3, 14),
        "k": pick(1, 14),
        "space": SPACES[pick(0, 2)],
        "statistic": STATISTICS[pick(0, 1)],
        "inCorpus": pick(0, 1) == 1,
    }


def clustered_bits(rng, rows, bits):
    """Codes near eight prototypes: many equal distances."""
    prototypes = rng.random(8 * bits).reshape(8, bits) < 0.5
    owner = (rng.random(rows) * 8).astype(int)
    flips = rng.random(rows * bits).reshape(rows, bits) < 0.15
    return (prototypes[owner] ^ flips).astype(np.uint8)


def make_case(seed):
    rng = np.random.default_rng(seed)
    case = settings(rng)
    n, queries, bits, pivots, k = (
        case[name] for name in ("documents", "queries", "bits", "pivots", "k")
    )
    codes = clustered_bits(rng, n, bits)
    if case["inCorpus"]:
        rows = rng.permutation(n)[:queries]
        query_codes = codes[rows]
    else:
        rows = np.full(queries, -1)
        query_codes = clustered_bits(rng, queries, bits)
    truth = np.empty((queries, k), dtype=np.int64)
    for q in range(queries):
        order = rng.permutation(n)
        truth[q] = order[order != rows[q]][:k]
    if case["space"] == "hamming":
        chosen = rng.permutation(n)[:pivots]
        distances = oracle.pivot_distances(codes, codes[chosen])
        query_distances = oracle.pivot_distances(query_codes, codes[chosen])
    else:
        scale = 0.7 if case["space"] == "cosine" else 1.3
        draw = lambda size: (scale * rng.random(size * pivots)).astype(np.float32)
        distances = draw(n).reshape(n, pivots)
        query_distances = (
            distances[rows]
            if case["inCorpus"]
            else draw(queries).reshape(queries, pivots)
        )
    shares = [0.15, 0.3, 0.45, 0.7]
    if case["statistic"] == "max":
        reach = max(int(bits * 0.6), 3) if case["space"] == "hamming" else 1
    else:
        root = np.sqrt(pivots)
        reach = max(int(bits * 0.3 * root), 3) if case["space"] == "hamming" else root
    thresholds = [
        int(share * reach) if case["space"] == "hamming" else round(share * reach, 3)
        for share in shares
    ]
    limits = sorted({1, k, n // 7 + 1, n})
    inputs = (codes, query_codes, rows, truth, distances, query_distances)
    case.update(
        seed=int(seed),
        thresholds=thresholds,
        limits=limits,
        fewerNeighbours=(k + 1) // 2,
        fewerPivots=(pivots + 1) // 2,
    )
    case["rows"] = table(case, *inputs)
    case["rowsOfFewerNeighbours"] = table(
        case, codes, query_codes, rows, truth[:, : case["fewerNeighbours"]],
        distances, query_distances,
    )
    case["rowsOfFewerPivots"] = table(
        case, codes, query_codes, rows, truth,
        distances[:, : case["fewerPivots"]], query_distances[:, : case["fewerPivots"]],
    )
    return case


def kept_rows(case, distances, query_distances, threshold, own):
    """Rows that survive, ascending, by the definition of the filter."""
    keep = np.ones(len(distances), dtype=bool)
    if threshold is not None:
        strict = case["space"] == "cosine"
        if case["space"] == "hamming":
            gaps = np.abs(distances.astype(np.int64) - query_distances.astype(np.int64))
        else:
            gaps = np.abs(distances - query_distances)
        if case["statistic"] == "max":
            values = gaps.max(axis=1)
            bar = gaps.dtype.type(threshold)
        else:
            values = np.zeros(len(gaps))
            for column in gaps.T.astype(np.float64):
                values += column * column
            bar = float(threshold) * float(threshold)
        keep = values < bar if strict else values <= bar
    if own >= 0:
        keep[own] = False
    return np.flatnonzero(keep)


def table(case, codes, query_codes, rows, truth, distances, query_distances):
    n, k = len(codes), truth.shape[1]
    result = []
    for threshold in [None, *case["thresholds"]]:
        counts, found = [], []
        hits = {limit: [] for limit in case["limits"]}
        for q, own in enumerate(rows):
            kept = kept_rows(case, distances, query_distances[q], threshold, own)
            counts.append(len(kept))
            found.append(len(np.intersect1d(kept, truth[q])) / k)
            order, near = oracle.ranked(kept, query_codes[q], codes)
            relevant = np.isin(order, truth[q])
            groups = oracle.tie_groups(near, relevant)
            for limit in case["limits"]:
                best, worst, expected = oracle.tie_recall(groups, limit)
                hits[limit].append([relevant[:limit].sum() / k, best / k, worst / k, expected / k])
        result.append(
            {
                "threshold": threshold,
                "reduction": 0.0 if threshold is None else float(1 - np.mean(counts) / n),
                "filterRecall": float(np.mean(found)),
                "candidates": [
                    float(np.mean(counts)),
                    float(np.percentile(counts, 50)),
                    float(np.percentile(counts, 95)),
                ],
                # stable, best, worst, expected of each limit
                "recall": [
                    [float(v) for v in np.mean(hits[limit], axis=0)]
                    for limit in case["limits"]
                ],
            }
        )
    return result


def make_protocol(n):
    """Queries and pivots that the notebooks' protocols choose among n documents."""
    rng = np.random.default_rng(n)
    codes = clustered_bits(rng, n, 64)
    vectors = (rng.random(n * 16).reshape(n, 16) - 0.4).astype(np.float32)
    return {
        "n": n,
        "queries": np.random.RandomState(42).choice(n, 100, replace=False).tolist(),
        "hammingPivots": [int(row) for row in oracle.furthest_first_hamming(codes, 8, 42)],
        "cosinePivots": [int(row) for row in oracle.furthest_first_cosine(vectors, 8, 42)],
    }


if __name__ == "__main__":
    first, count, out = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    cases = [make_case(seed) for seed in range(first, first + count)]
    with open(out, "w", encoding="utf-8") as file:
        protocols = [make_protocol(n) for n in (9_990, 10_000)]
        content = {"numpy": np.__version__, "cases": cases, "protocols": protocols}
        json.dump(content, file, separators=(",", ":"))
    print(f"{count} random configurations written")
