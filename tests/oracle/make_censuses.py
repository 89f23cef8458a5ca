"""Writes tests/fixtures/censuses.json: recalls of every document as a query.

    npm run sample
    python tests/oracle/make_censuses.py [OUTPUT.json]

A census knows the true mean, so that intervals from samples of it can be judged:
`compare_intervals.py` and tests/unit/numeric/coverage.test.ts. Three sets of
10,000 documents, k = 10, each document asking the others, ITQ as
`bitsieve_oracle` fits it, 8 Hamming pivots:

- `wordnet-10k`: the bundled sample, all-MiniLM-L6-v2;
- `wordnet-terms`: the same texts by their terms (tf-idf, 256 singular directions),
  whose misses gather much more in few queries;
- `synthetic`: clusters with a decaying spectrum, as the app draws them.

A cell is recall@10 (expected over ties) at a limit, or the share that passes the
filter at a threshold, as a histogram of rounded shares.
"""

import collections
import json
import re
import sys
from pathlib import Path

import numpy as np

import bitsieve_oracle as oracle

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "public/samples/wordnet-10k"
K = 10
LIMITS = (20, 50, 100, 200, 500, 1000, 2000)
#: Shares of the neighbours that should pass the filter.
PASSING = (0.9, 0.96, 0.99, 0.997)
#: Recalls are rounded to this many parts.
PARTS = 200
ITERATIONS = 20
PIVOTS = 8
BLOCK = 500


def sample_vectors():
    return np.load(SAMPLE / "vectors.npy").astype(np.float32)


def term_vectors(dim=256):
    with open(SAMPLE / "documents.jsonl", encoding="utf-8") as file:
        texts = [json.loads(line)["text"].lower() for line in file]
    terms = [collections.Counter(re.findall("[a-z]{2,}", text)) for text in texts]
    documents = collections.Counter(term for words in terms for term in words)
    column = {
        term: i
        for i, term in enumerate(sorted(t for t, n in documents.items() if n >= 3))
    }
    rows = np.zeros((len(texts), len(column)), dtype=np.float32)
    for row, words in enumerate(terms):
        for term, count in words.items():
            if term in column:
                idf = np.log(len(texts) / documents[term])
                rows[row, column[term]] = (1 + np.log(count)) * idf
    lengths = np.linalg.norm(rows, axis=1)
    rows = rows[lengths > 0] / lengths[lengths > 0, None]
    # Leading singular directions by subspace iteration.
    start = np.random.default_rng(0).standard_normal((rows.shape[1], dim + 20))
    basis = rows @ start.astype(np.float32)
    for _ in range(3):
        basis = rows @ (rows.T @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    left, values, _ = np.linalg.svd(basis.T @ rows, full_matrices=False)
    vectors = (basis @ left[:, :dim]) * values[:dim]
    return (vectors / np.linalg.norm(vectors, axis=1)[:, None]).astype(np.float32)


def synthetic_vectors(n=10000, dim=128, clusters=64, spread=0.7, shift=0.75):
    random = np.random.default_rng(42)
    deviations = np.arange(1, dim + 1) ** -0.35
    deviations /= np.linalg.norm(deviations)
    mean = random.standard_normal(dim)
    mean *= shift / np.linalg.norm(mean)
    centres = random.standard_normal((clusters, dim)) * np.sqrt(1 - spread**2)
    rows = random.standard_normal((n, dim)) * spread
    rows = (rows + centres[random.integers(0, clusters, n)]) * deviations
    rotation = np.linalg.qr(random.standard_normal((dim, dim)))[0]
    rows = rows @ rotation + mean
    return (rows / np.linalg.norm(rows, axis=1)[:, None]).astype(np.float32)


SETS = {
    "wordnet-10k": (sample_vectors, (64, 128, 256)),
    "wordnet-terms": (term_vectors, (64, 128, 255)),
    "synthetic": (synthetic_vectors, (32, 64, 128)),
}


def neighbours(vectors):
    """(n, K) rows of highest cosine, each document left out of its own."""
    unit = vectors.astype(np.float64)
    unit /= np.linalg.norm(unit, axis=1)[:, None]
    found = np.empty((len(unit), K), dtype=np.int64)
    for start in range(0, len(unit), BLOCK):
        cosines = unit[start : start + BLOCK] @ unit.T
        at = np.arange(len(cosines))
        cosines[at, start + at] = -np.inf
        found[start : start + BLOCK] = np.argsort(-cosines, axis=1, kind="stable")[:, :K]
    return found


def cells(vectors, truth, bits):
    """Shares (n,) by the name of the cell."""
    start = oracle.random_rotation(bits, 42)
    fit = oracle.fit_itq(vectors, bits, ITERATIONS, start)
    codes = oracle.encode(vectors, fit["mean"], fit["pca"], fit["rotation"])
    pivots = codes[oracle.furthest_first_hamming(codes, PIVOTS, 42)]
    to_pivots = oracle.pivot_distances(codes, pivots).astype(np.int32)
    signs = codes.astype(np.float32) * 2 - 1
    n = len(codes)
    recalls = {limit: np.zeros(n) for limit in LIMITS}
    differences = np.empty((n, K), dtype=np.int64)
    for first in range(0, n, BLOCK):
        distances = ((bits - signs[first : first + BLOCK] @ signs.T) / 2).astype(np.int64)
        for i, row in enumerate(distances):
            q = first + i
            sizes = np.bincount(row, minlength=bits + 1)
            sizes[row[q]] -= 1
            ahead = np.concatenate([[0], np.cumsum(sizes)])
            reach = row[truth[q]]
            for limit in LIMITS:
                places = np.clip(limit - ahead[reach], 0, sizes[reach])
                recalls[limit][q] = (places / sizes[reach]).sum() / K
            differences[q] = np.abs(to_pivots[truth[q]] - to_pivots[q]).max(axis=1)
    found = {f"L={limit}": shares for limit, shares in recalls.items()}
    for threshold in np.unique(np.quantile(differences, PASSING).astype(int)):
        found[f"t={threshold}"] = (differences <= threshold).mean(axis=1)
    return found


def main():
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/fixtures/censuses.json"
    censuses = []
    for name, (make, all_bits) in SETS.items():
        vectors = make()
        truth = neighbours(vectors)
        for bits in all_bits:
            for cell, shares in cells(vectors, truth, bits).items():
                parts, counts = np.unique(np.round(shares * PARTS).astype(int), return_counts=True)
                mean = float((parts * counts).sum() / counts.sum() / PARTS)
                if not 0.5 <= mean <= 0.9998:
                    continue
                censuses.append(
                    {"set": name, "bits": bits, "cell": cell, "parts": parts.tolist(), "counts": counts.tolist()}
                )
                print(f"{name} {bits} {cell}: {mean:.4f}", flush=True)
    content = {
        "generator": "tests/oracle/make_censuses.py",
        "numpy": np.__version__,
        "k": K,
        "parts": PARTS,
        "censuses": censuses,
    }
    output.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{output.name}: {output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
