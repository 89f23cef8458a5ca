"""check_export must accept a correct export and notice each kind of mistake.

    python -m unittest discover -s tests/oracle
"""

import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

import bitsieve_oracle as oracle
import check_export
import make_fixtures

N, DIM, BITS, QUERIES, K = 150, 24, 20, 12, 5
SEED = 42


def held_out_split(protocol):
    """(document ids, query ids, query rows)."""
    drawn = np.random.RandomState(SEED).choice(N, QUERIES, replace=False)
    if protocol == "held-out":
        documents = np.setdiff1d(np.arange(N), drawn)
        return documents, drawn, np.full(QUERIES, -1)
    return np.arange(N), drawn, drawn


def correct_run(protocol, space="hamming"):
    """Arrays, result and all vectors of a run that is right by construction."""
    everything = make_fixtures.anisotropic_rows(N, DIM, 3)
    documents, queries, rows = held_out_split(protocol)
    vectors, query_vectors = everything[documents], everything[queries]
    fit = oracle.fit_itq(vectors, BITS, 5, oracle.random_rotation(BITS, SEED))
    parameters = fit["mean"], fit["pca"], fit["rotation"]
    codes = oracle.encode(vectors, *parameters)
    query_codes = oracle.encode(query_vectors, *parameters)
    if space == "hamming":
        pivots = codes[oracle.furthest_first_hamming(codes, 4, SEED)]
        distances = oracle.pivot_distances(codes, pivots)
        to_pivots = oracle.pivot_distances(query_codes, pivots)
        thresholds = [None, 0, 2, 4, 20]
    else:
        pivots = vectors[oracle.furthest_first_cosine(vectors, 4, SEED)]
        distances = oracle.cosine_distances(vectors, pivots)
        to_pivots = oracle.cosine_distances(query_vectors, pivots)
        thresholds = [None, 0.1, 0.2]
    truth = oracle.ground_truth(vectors, query_vectors, rows, K)
    notebook_67 = protocol == "notebook-67"
    table = oracle.direct_table(
        codes,
        query_codes,
        rows,
        truth,
        distances,
        to_pivots,
        thresholds,
        [1, 5, 30, 500],
        strict=notebook_67,
        reduction_divisor=len(codes) - 1 if notebook_67 else len(codes),
        intervals=True,
    )
    arrays = {
        "mean": fit["mean"],
        "pca": fit["pca"],
        "rotation": fit["rotation"],
        "pivots": pivots,
        "hashes": codes,
        "packed_hashes": np.packbits(codes, axis=1),
        "pivot_distances": distances,
        "queries": queries,
        "query_hashes": query_codes,
        "query_rows": rows,
        "ground_truth": truth,
        "document_ids": documents,
    }
    result = {
        "config": {
            "protocol": protocol,
            "k": K,
            "structure": {
                "method": "pivots",
                "count": 4,
                "strategy": "furthest-first",
                "space": space,
                "seed": SEED,
            },
            "queries": {"count": QUERIES, "seed": SEED},
        },
        "rows": table,
    }
    return arrays, result, everything


def run_checker(arrays, result, vectors=None):
    """(exit status, printed lines)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.savez(folder / "export.npz", **arrays)
        (folder / "result.json").write_text(json.dumps(result))
        arguments = [str(folder / "export.npz"), str(folder / "result.json")]
        if vectors is not None:
            np.save(folder / "vectors.npy", vectors)
            arguments += ["--vectors", str(folder / "vectors.npy")]
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
            status = check_export.main(arguments)
    return status, output.getvalue().splitlines()


class CorrectExports(unittest.TestCase):
    def check(self, protocol, space, with_vectors):
        arrays, result, everything = correct_run(protocol, space)
        status, lines = run_checker(
            arrays, result, everything if with_vectors else None
        )
        failures = [line for line in lines if line.startswith("FAIL")]
        self.assertEqual(failures, [])
        self.assertEqual(status, 0)
        self.assertRegex(lines[-1], r"^\d+ passed, 0 failed$")
        return lines

    def test_notebook_62(self):
        self.check("notebook-62", "hamming", with_vectors=False)
        lines = self.check("notebook-62", "hamming", with_vectors=True)
        text = "\n".join(lines)
        for name in (
            "queries = RandomState(seed).choice",
            "pivots = furthest first",
            "hashes from parameters",
            "ground_truth from vectors",
        ):
            self.assertIn(f"ok {name}", text)

    def test_notebook_67(self):
        self.check("notebook-67", "cosine", with_vectors=False)
        self.check("notebook-67", "cosine", with_vectors=True)

    def test_held_out(self):
        self.check("held-out", "hamming", with_vectors=True)

    def test_held_out_cosine_needs_query_vectors_for_the_table(self):
        self.check("held-out", "cosine", with_vectors=True)
        lines = self.check("held-out", "cosine", with_vectors=False)
        self.assertTrue(any(line.startswith("skip table") for line in lines))


class Mistakes(unittest.TestCase):
    def setUp(self):
        self.arrays, self.result, self.vectors = correct_run("notebook-62")

    def expect(self, name, vectors=None):
        status, lines = run_checker(self.arrays, self.result, vectors)
        self.assertEqual(status, 1)
        self.assertTrue(
            any(line.startswith(f"FAIL {name}") for line in lines), "\n".join(lines)
        )

    def test_each_number_of_the_table(self):
        row = self.result["rows"][2]
        for holder, name, label in (
            (row, "reduction", "t=2 reduction"),
            (row, "filterRecall", "t=2 filterRecall"),
            (row["candidates"], "p95", "t=2 candidates p95"),
            (row["recall"][1], "stable", "t=2 L=5 stable"),
            (row["recall"][1], "expected", "t=2 L=5 expected"),
            (row["recall"][1], "best", "t=2 L=5 best"),
            (row["recall"][1], "worst", "t=2 L=5 worst"),
        ):
            with self.subTest(label):
                right = holder[name]
                holder[name] = right + 1e-9
                self.expect(label)
                holder[name] = right

    def test_interval_beside_the_recall(self):
        cell = self.result["rows"][0]["recall"][1]
        cell["low"] = cell["expected"] + 0.01
        self.expect("no filter L=5 low")

    def test_missing_number(self):
        self.result["rows"][0]["reduction"] = None
        self.expect("no filter reduction")

    def test_packed_bit(self):
        self.arrays["packed_hashes"][3, 1] ^= 1
        self.expect("packed_hashes")

    def test_pivot_distance(self):
        self.arrays["pivot_distances"][7, 2] += 1
        self.expect("pivot_distances")

    def test_pivot(self):
        self.arrays["pivots"] = self.arrays["pivots"][::-1].copy()
        self.expect("pivots = furthest first")

    def test_queries(self):
        self.result["config"]["queries"]["seed"] = SEED + 1
        self.expect("queries = RandomState")

    def test_bit_away_from_zero(self):
        arrays = self.arrays
        z = oracle.project(
            self.vectors, arrays["mean"], arrays["pca"], arrays["rotation"]
        )
        at = np.unravel_index(np.argmax(np.abs(z)), z.shape)
        arrays["hashes"][at] ^= 1
        self.expect("hashes from parameters", self.vectors)

    def test_ground_truth(self):
        truth = self.arrays["ground_truth"]
        truth[0] = truth[0][::-1].copy()
        self.expect("ground_truth from vectors", self.vectors)

    def test_ground_truth_outside_the_corpus(self):
        self.arrays["ground_truth"][0, 0] = N
        self.expect("ground_truth holds rows")

    def test_shape(self):
        self.arrays["pca"] = self.arrays["pca"][:, 1:]
        self.expect("shape of pca")

    def test_missing_array(self):
        del self.arrays["query_rows"]
        status, lines = run_checker(self.arrays, self.result)
        self.assertEqual(status, 2)
        self.assertIn("query_rows", lines[-1])


if __name__ == "__main__":
    unittest.main()
