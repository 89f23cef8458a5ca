"""Searches an exported index with one new vector. Needs numpy 2.0 or newer.

    python search.py RUN.npz VECTORS.npy [--row 0] [--threshold 20] [--limit 10]

RUN.npz is "Everything as one .npz" of Bitsieve, VECTORS.npy holds vectors of the
same model, normalised as the documents were. Prints the candidates, then a line
for each hit: document id and Hamming distance.
"""

import argparse
import json

import numpy as np


def load(path):
    """The arrays of an export by name, and the space of its pivots."""
    with np.load(path) as archive:
        index = {name: archive[name] for name in archive.files if name[-5:] != ".json"}
        metadata = json.loads(archive["metadata.json"])
    index["space"] = metadata["encoding"]["pivotSpace"]
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
    return (1 - x @ pivots.T / norms).astype(np.float32)


def keep(index, distances, threshold):
    """Which documents (n,) pass the filter for one query's pivot distances (P,)."""
    stored = index["pivot_distances"]
    if index["space"] == "hamming":
        return (np.abs(distances - stored.astype(int)) <= threshold).all(axis=1)
    return (np.abs(distances - stored) < np.float32(threshold)).all(axis=1)


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
