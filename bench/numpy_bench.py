"""What numpy needs for the two things that the page is compared with.

    python numpy_bench.py VECTORS.npy [--bits 128] [--iterations 50]

`fitMs`: an ITQ fit on all rows: mean, covariance, eigenvectors, then
`iterations` times projection, signs and orthogonal Procrustes by the SVD.
`filterMs`: the loop of the notebooks for ONE threshold: per query the pivot
filter, the Hamming distances of its survivors, their order, and the hits within
each limit. Prints one JSON object.
"""

import argparse
import json
import time

import numpy as np

QUERIES = 100
PIVOTS = 8
THRESHOLD = 20
LIMITS = (100, 500, 1000)
NEIGHBOURS = 10


def fit_itq(x: np.ndarray, bits: int, iterations: int, seed: int) -> np.ndarray:
    """Codes (n, bits) u8 0/1 of an ITQ fit on the rows of `x` (n, d) f32."""
    mean = x.mean(axis=0)
    centred = x - mean
    covariance = centred.T @ centred / (len(x) - 1)
    _, vectors = np.linalg.eigh(covariance)
    # Contiguous: BLAS does not take the reversed view, and numpy's own loop is slow.
    v = centred @ np.ascontiguousarray(vectors[:, ::-1][:, :bits])
    normal = np.random.default_rng(seed).standard_normal((bits, bits))
    rotation = np.linalg.qr(normal)[0].astype(np.float32)
    for _ in range(iterations):
        signs = np.where(v @ rotation >= 0, np.float32(1), np.float32(-1))
        left, _, right = np.linalg.svd(signs.T @ v)
        rotation = (left @ right).T
    return (v @ rotation > 0).astype(np.uint8)


def hamming(code: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Distances of one code (bits,) to many (n, bits)."""
    return np.count_nonzero(codes != code, axis=1)


def furthest_first(codes: np.ndarray, count: int) -> np.ndarray:
    """Rows of `count` codes, each the furthest from those before it."""
    rows = [0]
    nearest = hamming(codes[0], codes)
    while len(rows) < count:
        rows.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, hamming(codes[rows[-1]], codes))
    return np.array(rows)


def exact_neighbours(x: np.ndarray, queries: np.ndarray) -> list[set[int]]:
    """The rows of highest cosine for each query row, itself left out."""
    found = []
    for row in queries:
        cosine = x @ x[row]
        cosine[row] = -2
        found.append(set(np.argsort(-cosine, kind="stable")[:NEIGHBOURS].tolist()))
    return found


def one_threshold(
    codes: np.ndarray,
    pivots: np.ndarray,
    distances: np.ndarray,
    queries: np.ndarray,
    truth: list[set[int]],
) -> dict[str, float]:
    """Reduction and recalls at `THRESHOLD`, one query after the other."""
    kept, filter_hits = 0, 0
    hits = dict.fromkeys(LIMITS, 0)
    for row, neighbours in zip(queries, truth):
        to_pivots = hamming(codes[row], pivots)
        keep = np.ones(len(codes), dtype=bool)
        for i, distance in enumerate(to_pivots):
            keep &= np.abs(distances[:, i] - distance) <= THRESHOLD
        keep[row] = False
        survivors = np.flatnonzero(keep)
        kept += len(survivors)
        filter_hits += len(neighbours & set(survivors.tolist()))
        order = np.argsort(hamming(codes[row], codes[survivors]))
        for limit in LIMITS:
            ranked = set(survivors[order[:limit]].tolist())
            hits[limit] += len(ranked & neighbours)
    total = len(queries) * NEIGHBOURS
    return {
        "reduction": 1 - kept / len(queries) / len(codes),
        "filterRecall": filter_hits / total,
        **{f"recall{limit}": count / total for limit, count in hits.items()},
    }


def main() -> None:
    """Measures both and prints them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("vectors")
    parser.add_argument("--bits", type=int, default=128)
    parser.add_argument("--iterations", type=int, default=50)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    x = np.ascontiguousarray(np.load(options.vectors), dtype=np.float32)
    # BLAS makes its threads at the first product; the page's are there, too.
    np.ones((512, 512), np.float32) @ np.ones((512, 512), np.float32)

    start = time.perf_counter()
    codes = fit_itq(x, options.bits, options.iterations, options.seed)
    fit_ms = (time.perf_counter() - start) * 1000

    pivots = codes[furthest_first(codes, PIVOTS)]
    distances = np.stack([hamming(pivot, codes) for pivot in pivots], axis=1)
    generator = np.random.RandomState(options.seed)
    queries = generator.choice(len(x), QUERIES, replace=False)
    truth = exact_neighbours(x, queries)
    start = time.perf_counter()
    found = one_threshold(codes, pivots, distances, queries, truth)
    filter_ms = (time.perf_counter() - start) * 1000

    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    print(
        json.dumps(
            {
                "numpy": np.__version__,
                "blas": f"{blas.get('name')} {blas.get('version')}",
                "fitMs": fit_ms,
                "filterMs": filter_ms,
                "threshold": THRESHOLD,
                "found": found,
            }
        )
    )


if __name__ == "__main__":
    main()
