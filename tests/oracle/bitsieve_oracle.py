"""What Bitsieve computes, once more, in plain numpy.

The oracle shares no code with the application and prefers the direct loop to
the clever one: a mask for every threshold, a sort for every query. It is slow
on purpose, so that it can be read and believed. Everything is float64 unless
the notebooks' result depends on float32.

Needs numpy only; Python 3.9 or newer.
"""

import numpy as np

#: `direct_need` of a neighbour that the filter removed: beyond every limit.
NEVER = 2**31 - 1


# ---------------------------------------------------------------- hashing


def canonical_columns(vectors):
    """Columns with the sign that makes the largest component positive.

    Of components of equal magnitude the first decides.
    """
    vectors = np.array(vectors, dtype=np.float64)
    for j in range(vectors.shape[1]):
        column = vectors[:, j]
        if column[np.argmax(np.abs(column))] < 0:
            vectors[:, j] = -column
    return vectors


def random_rotation(bits, seed):
    """Q of the QR of a standard normal matrix, rounded to float32 values."""
    normals = np.random.default_rng(seed).standard_normal((bits, bits))
    return np.linalg.qr(normals)[0].astype(np.float32)


def procrustes(target, source):
    """The orthogonal Q that minimises |target - source Q| (Schoenemann)."""
    left, _, right = np.linalg.svd(source.T @ target)
    return left @ right


def fit_itq(vectors, bits, iterations, initial_rotation):
    """Iterative quantization (Gong and Lazebnik 2011) of float32 rows.

    `mean` and `pca` are rounded to float32 before the loop, so that the loop
    starts from exactly what a file of parameters can hold; the loop itself is
    float64. Errors are those of the projection before each update.
    """
    x = np.asarray(vectors, dtype=np.float64)
    n, dim = x.shape
    if n < bits or dim < bits:
        raise ValueError(f"{bits} bits need as many rows and dimensions: {x.shape}")
    mean = x.mean(axis=0)
    centred = x - mean
    covariance = centred.T @ centred / (n - 1)
    values, vectors_ = np.linalg.eigh(covariance)
    values, vectors_ = values[::-1], vectors_[:, ::-1]
    pca = canonical_columns(vectors_[:, :bits])

    mean32, pca32 = mean.astype(np.float32), pca.astype(np.float32)
    v = (x - mean32.astype(np.float64)) @ pca32.astype(np.float64)
    rotation = np.asarray(initial_rotation, dtype=np.float64)
    rotations, quantization_error, nqe, smallest = [], [], [], []
    for _ in range(iterations):
        z = v @ rotation
        b = np.where(z >= 0, 1.0, -1.0)
        quantization_error.append(float(np.mean((b - z) ** 2)))
        nqe.append(float(1 - np.abs(z).sum() ** 2 / (z.size * (z**2).sum())))
        smallest.append(float(np.abs(z).min()))
        rotation = procrustes(b, v)
        rotations.append(rotation)
    return {
        "mean": mean32,
        "pca": pca32,
        "rotation": rotation.astype(np.float32),
        "rotations": rotations,
        "eigenvalues": values,
        "mean_norm": float(np.linalg.norm(mean)),
        "explained_variance": float(values[:bits].sum() / values.sum()),
        "quantization_error": quantization_error,
        "nqe": nqe,
        "smallest_projection": smallest,
    }


def project(vectors, mean, pca, rotation):
    """(x - mean) pca rotation in float64, whatever the inputs' dtype."""
    x, mean, pca, rotation = (
        np.asarray(a, dtype=np.float64) for a in (vectors, mean, pca, rotation)
    )
    return (x - mean) @ pca @ rotation


def encode(vectors, mean, pca, rotation):
    """Bits (n, b) uint8: 1 where the projection is above zero."""
    return (project(vectors, mean, pca, rotation) > 0).astype(np.uint8)


def hamming_to_all(code, codes):
    """Hamming distances (n,) of one unpacked code to all rows of `codes`."""
    return np.count_nonzero(np.asarray(codes) != np.asarray(code), axis=1)


# ----------------------------------------------------------------- pivots


def furthest_first_hamming(codes, count, seed):
    """Rows of `codes` that notebooks 62 and 63 choose as pivots, in order.

    A random sample of at most 10,000 rows in random order; its first pivot at
    random; then always the sampled row whose nearest pivot is furthest away,
    the first such row of the sample on ties.
    """
    rng = np.random.default_rng(seed)
    sample_size = min(10000, len(codes))
    sample = rng.choice(len(codes), sample_size, replace=False)
    chosen = [int(rng.integers(sample_size))]
    nearest = np.full(sample_size, np.inf)
    while len(chosen) < count:
        nearest = np.minimum(
            nearest, hamming_to_all(codes[sample[chosen[-1]]], codes[sample])
        )
        open_to_choice = nearest.copy()
        open_to_choice[chosen] = -1
        chosen.append(int(np.argmax(open_to_choice)))
    return sample[chosen]


def cosine_distances(vectors, others):
    """1 - cosine, (n, m) float32: computed in float64, rounded once."""
    return np.stack([1 - cosines(vectors, o) for o in others], axis=1).astype(
        np.float32
    )


def furthest_first_cosine(vectors, count, seed):
    """Rows of `vectors` that notebook 67 chooses as pivots, in order."""
    state = np.random.RandomState(seed)
    chosen = [int(state.randint(len(vectors)))]
    nearest = np.full(len(vectors), np.inf)
    while len(chosen) < count:
        distances = cosine_distances(vectors, vectors[chosen[-1] : chosen[-1] + 1])
        nearest = np.minimum(nearest, distances[:, 0])
        nearest[chosen] = -1
        chosen.append(int(np.argmax(nearest)))
    return np.array(chosen)


def pivot_distances(codes, pivots):
    """Hamming distances (n, P) of codes to pivots; uint8, or uint16 for more
    than 255 bits."""
    bits = codes.shape[1]
    dtype = np.uint8 if bits <= 255 else np.uint16
    return np.stack([hamming_to_all(p, codes) for p in pivots], axis=1).astype(dtype)


# ----------------------------------------------------------- ground truth


def cosines(vectors, query):
    """Cosines (n,) in float64, by the norms as they are: rounding to half
    precision moves them off 1 by some 1e-5. Row by row, so that equal rows have
    equal results, which a matrix product does not promise."""
    x = np.asarray(vectors, dtype=np.float64)
    q = np.asarray(query, dtype=np.float64)
    norms = np.sqrt((x * x).sum(axis=1) * (q * q).sum())
    return (x * q).sum(axis=1) / norms


def ground_truth(vectors, queries, query_rows, k):
    """Rows (Q, k) of the k most similar vectors, best first.

    `query_rows[i]` is the row of query i, which is left out, or -1. Equal
    cosines are in ascending row order.
    """
    found = np.empty((len(queries), k), dtype=np.int64)
    for i, (query, row) in enumerate(zip(queries, query_rows)):
        similarity = cosines(vectors, query)
        if row >= 0:
            similarity[row] = -np.inf
        found[i] = np.argsort(-similarity, kind="stable")[:k]
    return found


# ------------------------------------------------------------- evaluation


def survivors(all_distances, query_distances, threshold, strict, query_row):
    """Rows the pivot filter keeps, ascending, without the query's own row.

    Differences and comparison have the dtype of the distances: integers for
    Hamming, float32 for cosine and angular space. `threshold` None keeps all.
    """
    keep = np.ones(len(all_distances), dtype=bool)
    if threshold is not None:
        if np.issubdtype(all_distances.dtype, np.integer):
            gaps = np.abs(
                all_distances.astype(np.int32) - query_distances.astype(np.int32)
            )
        else:
            gaps = np.abs(all_distances - query_distances)
            threshold = all_distances.dtype.type(threshold)
        close = gaps < threshold if strict else gaps <= threshold
        keep = close.all(axis=1)
    if query_row >= 0:
        keep[query_row] = False
    return np.flatnonzero(keep)


def ranked(candidates, query_code, codes):
    """Candidates (ascending rows) by (Hamming distance, row), and distances."""
    distances = hamming_to_all(query_code, codes[candidates])
    order = np.argsort(distances, kind="stable")
    return candidates[order], distances[order]


def tie_groups(distances, relevant):
    """(ahead, size, relevant) of every group of equal distance, in order."""
    groups = []
    for value in np.unique(distances):
        members = distances == value
        groups.append(
            (
                int(np.count_nonzero(distances < value)),
                int(members.sum()),
                int(relevant[members].sum()),
            )
        )
    return groups


def tie_recall(groups, limit):
    """Neighbours in the first `limit`: at best, at worst, and on average."""
    best = worst = expected = 0.0
    for ahead, size, relevant in groups:
        slots = min(max(limit - ahead, 0), size)
        best += min(relevant, slots)
        worst += max(0, relevant - (size - slots))
        expected += relevant * slots / size
    return best, worst, expected


def recall_interval(shares, k):
    """95 % interval (low, high) of the mean of per-query shares of k.

    Solves |mean - x| = z sqrt(x (1 - x) / trials) for x by bisection: Wilson's
    interval without his formula. trials = Q k / deff; deff is the variance of
    the shares over that of independent hits, counted as often as the rarer of
    hit and miss was seen, together with 2.5, counted twice; at least 1, and 2.5
    where all shares are alike.
    """
    shares = np.asarray(shares, dtype=np.float64)
    mean = min(1.0, max(0.0, shares.mean()))
    if np.ptp(shares) < 1e-9:
        deff = 2.5
    else:
        seen = len(shares) * k * min(mean, 1 - mean)
        ratio = shares.var(ddof=1) / (mean * (1 - mean) / k)
        deff = max(1.0, np.average([ratio, 2.5], weights=[seen, 2.0]))
    trials = len(shares) * k / deff
    z = 1.959963984540054

    def bound(end):
        inside, outside = mean, end
        for _ in range(200):
            middle = (inside + outside) / 2
            if abs(mean - middle) <= z * np.sqrt(middle * (1 - middle) / trials):
                inside = middle
            else:
                outside = middle
        return inside

    return bound(0.0), bound(1.0)


def direct_table(
    codes,
    query_codes,
    query_rows,
    truth,
    distances,
    query_distances,
    thresholds,
    limits,
    strict=False,
    reduction_divisor=None,
    intervals=False,
):
    """The result table by a direct loop, as the notebooks do it.

    codes (n, b) and query_codes (Q, b) are unpacked bits, query_rows (Q,) the
    queries' own rows or -1, truth (Q, k) rows, distances (n, P) and
    query_distances (Q, P) to the pivots. A threshold None is the row without a
    filter; its reduction is 0 by definition, as in the notebooks. One dict per
    threshold: threshold, reduction, filterRecall, candidates {mean, p50, p95},
    recall [{limit, stable, expected, best, worst}]; with `intervals` also
    filterRecallLow, filterRecallHigh, and low and high of each recall.
    """
    divisor = len(codes) if reduction_divisor is None else reduction_divisor
    k = truth.shape[1]
    table = []
    for threshold in thresholds:
        counts, found = [], []
        hits = {limit: [] for limit in limits}
        for q, row in enumerate(query_rows):
            kept = survivors(
                distances, query_distances[q], threshold, strict, row
            )
            counts.append(len(kept))
            found.append(len(np.intersect1d(kept, truth[q])) / k)
            order, order_distances = ranked(kept, query_codes[q], codes)
            relevant = np.isin(order, truth[q])
            groups = tie_groups(order_distances, relevant)
            for limit in limits:
                stable = relevant[:limit].sum()
                hits[limit].append([h / k for h in (stable, *tie_recall(groups, limit))])
        recall = []
        for limit in limits:
            stable, best, worst, expected = np.mean(hits[limit], axis=0)
            recall.append(
                {
                    "limit": int(limit),
                    "stable": float(stable),
                    "expected": float(expected),
                    "best": float(best),
                    "worst": float(worst),
                }
            )
        table.append(
            {
                "threshold": threshold,
                "reduction": (
                    0.0
                    if threshold is None
                    else float(1 - np.mean(counts) / divisor)
                ),
                "filterRecall": float(np.mean(found)),
                "candidates": {
                    "mean": float(np.mean(counts)),
                    "p50": float(np.percentile(counts, 50)),
                    "p95": float(np.percentile(counts, 95)),
                },
                "recall": recall,
            }
        )
        if not intervals:
            continue
        # Without a filter everything passes by definition, not by the sample.
        low, high = (1.0, 1.0) if threshold is None else recall_interval(found, k)
        table[-1].update(filterRecallLow=low, filterRecallHigh=high)
        for cell in recall:
            expected = [hit[3] for hit in hits[cell["limit"]]]
            cell["low"], cell["high"] = recall_interval(expected, k)
    return table


def direct_need(
    codes,
    query_codes,
    query_rows,
    truth,
    distances,
    query_distances,
    thresholds,
    strict=False,
):
    """need, less and tie, each (Q, k, T) int32, by a direct loop.

    need: 1 + survivors ahead of the neighbour by (Hamming distance, row), or
    NEVER when the filter removes the neighbour. less: survivors strictly
    nearer; tie: survivors exactly as near. Both count survivors only, whether
    or not the neighbour itself is one of them.
    """
    shape = (*truth.shape, len(thresholds))
    need, less, tie = (np.zeros(shape, dtype=np.int32) for _ in range(3))
    for q, row in enumerate(query_rows):
        to_query = hamming_to_all(query_codes[q], codes)
        for t, threshold in enumerate(thresholds):
            kept = survivors(
                distances, query_distances[q], threshold, strict, row
            )
            for g, neighbour in enumerate(truth[q]):
                reach = to_query[neighbour]
                nearer = int(np.count_nonzero(to_query[kept] < reach))
                equal = kept[to_query[kept] == reach]
                less[q, g, t] = nearer
                tie[q, g, t] = len(equal)
                need[q, g, t] = (
                    1 + nearer + int(np.count_nonzero(equal < neighbour))
                    if neighbour in kept
                    else NEVER
                )
    return need, less, tie
