"""docs/snippets/search.py keeps what a plain loop keeps, in every space and by
every statistic, and refuses a file that it does not understand.

    python -m unittest discover -s tests/oracle
"""

import importlib.util
import json
import math
import tempfile
import unittest
import zipfile
from pathlib import Path

import numpy as np

import bitsieve_oracle as oracle

ROOT = Path(__file__).resolve().parents[2]
DIM, BITS, PIVOTS, DOCUMENTS = 24, 16, 5, 300
THRESHOLDS = {
    ("hamming", "max"): 3,
    ("hamming", "sum-of-squares"): 4,
    ("cosine", "max"): 0.3,
    ("cosine", "sum-of-squares"): 0.45,
    ("angular", "max"): 0.25,
    ("angular", "sum-of-squares"): 0.35,
}


def snippet():
    path = ROOT / "docs/snippets/search.py"
    spec = importlib.util.spec_from_file_location("search_snippet", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def unit_rows(count, seed):
    rows = np.random.default_rng(seed).standard_normal((count, DIM)) + 0.4
    return (rows / np.linalg.norm(rows, axis=1)[:, None]).astype(np.float32)


def write_export(path, space, **changes):
    """An export as the app writes it; returns its arrays."""
    vectors = unit_rows(DOCUMENTS, 1)
    fit = oracle.fit_itq(vectors, BITS, 5, oracle.random_rotation(BITS, 2))
    codes = oracle.encode(vectors, fit["mean"], fit["pca"], fit["rotation"])
    if space == "hamming":
        pivots = codes[:PIVOTS]
        distances = oracle.pivot_distances(codes, pivots)
    else:
        pivots = vectors[:PIVOTS]
        distances = oracle.cosine_distances(vectors, pivots)
        if space == "angular":
            cosine = np.clip(1 - distances.astype(np.float64), -1, 1)
            distances = np.arccos(cosine).astype(np.float32)
    arrays = {
        "mean": fit["mean"],
        "pca": fit["pca"],
        "rotation": fit["rotation"],
        "pivots": pivots,
        "packed_hashes": np.packbits(codes, axis=1),
        "pivot_distances": distances,
        "document_ids": np.arange(DOCUMENTS) * 3,
    }
    encoding = {
        "bit": "((x - mean) @ pca @ rotation)[j] > 0",
        "pivotSpace": space,
        **changes,
    }
    np.savez(path, **arrays)
    with zipfile.ZipFile(path, "a") as archive:
        metadata = {"encoding": encoding, "config": {"score": {"method": "hamming"}}}
        archive.writestr("metadata.json", json.dumps(metadata))
    return {**arrays, "codes": codes}


def expected(arrays, query, space, statistic, threshold):
    """(candidates, ids) by one loop over the documents in Python's numbers."""
    code = oracle.encode(query[None], arrays["mean"], arrays["pca"], arrays["rotation"])[0]
    to_pivots = []
    for pivot in arrays["pivots"]:
        if space == "hamming":
            to_pivots.append(sum(int(a != b) for a, b in zip(code, pivot)))
            continue
        a, b = query.astype(float).tolist(), pivot.astype(float).tolist()
        cosine = math.fsum(x * y for x, y in zip(a, b)) / math.sqrt(
            math.fsum(x * x for x in a) * math.fsum(y * y for y in b)
        )
        to_pivots.append(1 - cosine if space == "cosine" else math.acos(cosine))
    kept = []
    for row, stored in enumerate(arrays["pivot_distances"].tolist()):
        gaps = [abs(a - b) for a, b in zip(to_pivots, stored)]
        value = max(gaps) if statistic == "max" else math.sqrt(sum(g * g for g in gaps))
        # No statistic of these vectors lies within rounding of the threshold.
        assert space == "hamming" or abs(value - threshold) > 1e-6
        if value <= threshold:
            kept.append((int((arrays["codes"][row] != code).sum()), row))
    return len(kept), [3 * row for _, row in sorted(kept)[:10]]


class SearchSnippet(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = str(Path(self.folder.name) / "run.npz")

    def tearDown(self):
        self.folder.cleanup()

    def test_every_space_and_statistic(self):
        for (space, statistic), threshold in THRESHOLDS.items():
            with self.subTest(space=space, statistic=statistic):
                arrays = write_export(self.path, space, statistic=statistic)
                index = snippet().load(self.path)
                for query in unit_rows(12, 7):
                    count, ids, _ = snippet().search(index, query, threshold, 10)
                    wanted = expected(arrays, query, space, statistic, threshold)
                    self.assertEqual((count, ids.tolist()), wanted)
                    self.assertTrue(0 < count < DOCUMENTS)

    def test_unknown_files_are_refused(self):
        for changes in (
            {"statistic": "median"},
            {"statistic": None},
            {"statistic": "max", "pivotSpace": "euclidean"},
            {"statistic": "max", "bit": "x[j] > 0"},
        ):
            write_export(self.path, "hamming", **changes)
            with self.subTest(**changes), self.assertRaises(SystemExit):
                snippet().load(self.path)

    def test_an_export_of_version_0_1_is_read(self):
        folder = ROOT / "tests/fixtures/before/parameters/hamming-max"
        (path,) = folder.glob("*.npz")
        self.assertEqual(snippet().load(path)["statistic"], "max")


if __name__ == "__main__":
    unittest.main()
