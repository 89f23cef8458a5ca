"""Searches an exported index with one new vector. Needs numpy 2.0 or newer.

    python search.py RUN.npz VECTORS.npy [--row 0] [--threshold 20] [--limit 10]

RUN.npz is "Everything as one .npz" of Bitsieve, VECTORS.npy holds vectors of the
same model, normalised as the documents were. Prints the candidates, then a line
for each hit: document id and Hamming distance.
"""

import argparse
import json

import numpy as np


SPACES = ("hamming", "cosine", "angular")
STATISTICS = ("max", "sum-of-squares")
#: How the bits of a code are made.
BIT = "((x - mean) @ pca @ rotation)[j] > 0"
#: The arrays that the words of this file are about.
ARRAYS = "mean pca rotation pivots packed_hashes pivot_distances document_ids".split()


def load(path):
    """The arrays of an export by name, the space of its pivots and what is compared with t."""
    with np.load(path) as archive:
        index = {name: archive[name] for name in archive.files if name[-5:] != ".json"}
        metadata = json.loads(archive["metadata.json"])
    encoding, config = metadata["encoding"], metadata["config"]
    index["space"] = encoding.get("pivotSpace")
    # Version 0.1 named it in the settings only, and had one score.
    index["statistic"] = encoding.get("statistic") or config.get("pivots", {}).get("statistic")
    score = config.get("score", {"method": "hamming"})["method"]
    missing = [name for name in ARRAYS if name not in index]
    if missing:
        raise SystemExit(f"{path} lacks {', '.join(missing)}: made by another hash or structure")
    if index["space"] not in SPACES or index["statistic"] not in STATISTICS:
        raise SystemExit(f"{path} filters by {index['space']}, {index['statistic']}: unknown here")
    if encoding["bit"] != BIT:
        raise SystemExit(f"{path} makes bits by {encoding['bit']}, this script by {BIT}")
    if score != "hamming":
        raise SystemExit(f"{path} ranks by {score}, this script by hamming")
    return index


def encode(index, x):
    """Bits (q, b) of vectors (q, d): the signs of (x - mean) pca rotation."""
    weights = index["pca"].astype(np.float64) @ index["rotation"]
    centred = x.astype(np.float64) - index["mean"]
    return centred @ weights > 0


def pivot_distances(index, x, bits):
    """Distances (q, P) of vectors (q, d) with codes (q, b) to the pivots."""
    pivots = index["pivots"]
    if index["space"] == "hamming":
        return np.count_nonzero(bits[:, None, :] != pivots, axis=2)
    x, pivots = x.astype(np.float64), pivots.astype(np.float64)
    norms = np.linalg.norm(x, axis=1)[:, None] * np.linalg.norm(pivots, axis=1)
    cosine = x @ pivots.T / norms
    if index["space"] == "cosine":
        return (1 - cosine).astype(np.float32)
    return np.arccos(np.clip(cosine, -1, 1)).astype(np.float32)


def keep(index, distances, threshold):
    """Which documents (n,) pass the filter for one query's pivot distances (P,)."""
    stored = index["pivot_distances"]
    whole = index["space"] == "hamming"
    # Differences of real distances stay in f32, as the app rounds them.
    gaps = np.abs(distances - (stored.astype(int) if whole else stored))
    if index["statistic"] == "sum-of-squares":
        sums = (gaps.astype(np.float64) ** 2).sum(axis=1)
        return sums < threshold**2 if index["space"] == "cosine" else sums <= threshold**2
    limit = threshold if whole else np.float32(threshold)
    return (gaps < limit if index["space"] == "cosine" else gaps <= limit).all(axis=1)


def search(index, vector, threshold, limit):
    """Number of candidates, then ids and Hamming distances of the nearest `limit`."""
    bits = encode(index, vector[None])
    distances = pivot_distances(index, vector[None], bits)[0]
    rows = np.flatnonzero(keep(index, distances, threshold))
    differing = index["packed_hashes"][rows] ^ np.packbits(bits[0])
    hamming = np.bitwise_count(differing).sum(axis=1, dtype=int)
    nearest = np.argsort(hamming, kind="stable")[:limit]
    return len(rows), index["document_ids"][rows[nearest]], hamming[nearest]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run")
    parser.add_argument("vectors")
    parser.add_argument("--row", type=int, default=0)
    parser.add_argument("--threshold", type=float, default=20)
    parser.add_argument("--limit", type=int, default=10)
    options = parser.parse_args()
    index = load(options.run)
    vector = np.load(options.vectors)[options.row]
    candidates, ids, hamming = search(index, vector, options.threshold, options.limit)
    print(f"{candidates} of {len(index['document_ids'])} documents pass the filter")
    for document, distance in zip(ids, hamming):
        print(document, distance)


if __name__ == "__main__":
    main()
