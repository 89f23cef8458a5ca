"""Recomputes a result that Bitsieve exported, and compares number by number.

    python tests/oracle/check_export.py EXPORT.npz RESULT.json
        [--vectors FILE.npy] [--query-vectors FILE.npy]

EXPORT.npz holds the codes, pivots, queries and ground truth of a run,
RESULT.json its result (the RunResult of docs/automation.md). With --vectors
(all vectors of the data set, indexed by the exported document ids) the codes
and the ground truth are recomputed as well. --query-vectors are those of
a query set of its own: row queries[i].

Prints `ok`, `FAIL` or `skip` (could not be checked, and why) per check, then
`N passed, N failed`. Exit status 1 when a check failed, 2 when the files
cannot be read.
"""

import argparse
import json
import sys

import numpy as np

import bitsieve_oracle as oracle

#: Allowed difference of a number of the result table.
TABLE_TOLERANCE = 1e-12
#: Allowed difference of an interval's end: near its root the bisection is that exact.
INTERVAL_TOLERANCE = 1e-9
#: Allowed difference of a float32 pivot distance; float32 dot products of unit
#: vectors are that far from exact.
DISTANCE_TOLERANCE = 1e-6
#: A bit may differ where |projection| is below this times max(1, |x|).
BIT_MARGIN = 1e-6
#: Neighbours may swap where their cosines differ by no more than this.
COSINE_TOLERANCE = 1e-12

REQUIRED = (
    "pivots hashes packed_hashes pivot_distances queries query_hashes query_rows "
    "ground_truth document_ids"
).split()


class Report:
    """Prints checks as they are made, and counts them."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, passes, name, detail=""):
        self.passed += bool(passes)
        self.failed += not passes
        print(f"{'ok' if passes else 'FAIL'} {name}{': ' + detail if detail else ''}")
        return bool(passes)

    def skip(self, name, why):
        print(f"skip {name}: {why}")

    def equal(self, name, actual, expected):
        """Same shape and the same values."""
        actual, expected = np.asarray(actual), np.asarray(expected)
        if actual.shape != expected.shape:
            return self.check(
                False, name, f"shape {actual.shape}, expected {expected.shape}"
            )
        wrong = np.argwhere(actual != expected)
        if len(wrong) == 0:
            return self.check(True, name, f"{actual.size} values equal")
        at = tuple(int(i) for i in wrong[0])
        return self.check(
            False,
            name,
            f"{len(wrong)} of {actual.size} differ, first at {at}: "
            f"{actual[at]}, expected {expected[at]}",
        )

    def close(self, name, actual, expected, tolerance):
        """Numbers within `tolerance`; None or NaN never is."""
        try:
            difference = abs(float(actual) - float(expected))
        except TypeError:
            return self.check(False, name, f"{actual!r}, expected {expected!r}")
        return self.check(
            difference <= tolerance, name, f"{actual}, expected {expected}"
        )


class Export:
    """The arrays and the settings of one exported run."""

    def __init__(self, npz_path, result_path):
        with np.load(npz_path, allow_pickle=False) as archive:
            self.arrays = {
                name: archive[name] for name in archive.files if name != "metadata.json"
            }
        with open(result_path, encoding="utf-8") as file:
            self.result = json.load(file)
        missing = [name for name in REQUIRED if name not in self.arrays]
        if missing:
            raise KeyError(f"{npz_path} lacks {', '.join(missing)}")
        self.config = self.result["config"]
        self.protocol = self.config["protocol"]
        self.space = self.config["structure"]["space"]
        # 1 - cos is compared with <, Hamming distances with <=.
        self.strict = self.space == "cosine"
        self.query_rows = self.arrays["query_rows"].astype(np.int64)
        self.in_corpus = self.query_rows >= 0

    def __getitem__(self, name):
        return self.arrays[name]

    @property
    def reduction_divisor(self):
        n = len(self["hashes"])
        return n - 1 if self.protocol == "notebook-67" else n


# ---------------------------------------------------------------- checks


def check_shapes(report, export):
    n, bits = export["hashes"].shape
    queries, count = len(export["queries"]), len(export["pivots"])
    width = bits if export.space == "hamming" else export["pivots"].shape[1]
    expected = {
        "packed_hashes": (n, -(-bits // 8)),
        "pivots": (count, width),
        "pivot_distances": (n, count),
        "query_hashes": (queries, bits),
        "query_rows": (queries,),
        "ground_truth": (queries, int(export.config["k"])),
        "document_ids": (n,),
    }
    if "mean" in export.arrays:
        dim = len(export["mean"])
        expected.update(pca=(dim, bits), rotation=(bits, bits))
    for name, shape in expected.items():
        actual = export.arrays[name].shape if name in export.arrays else None
        if not report.check(actual == shape, f"shape of {name}", f"{actual}"):
            print(f"  expected {shape}")


def check_codes(report, export):
    codes = export["hashes"]
    report.check(
        np.isin(codes, (0, 1)).all() and np.isin(export["query_hashes"], (0, 1)).all(),
        "hashes are 0 or 1",
    )
    report.equal(
        "packed_hashes = packbits(hashes)",
        export["packed_hashes"],
        np.packbits(codes.astype(bool), axis=1),
    )
    rows = export.query_rows
    if export.in_corpus.any():
        report.equal(
            "query_hashes = hashes of the queries in the corpus",
            export["query_hashes"][export.in_corpus],
            codes[rows[export.in_corpus]],
        )
        report.equal(
            "queries = ids of their rows",
            export["queries"][export.in_corpus],
            export["document_ids"][rows[export.in_corpus]],
        )
    held_out = export["queries"][~export.in_corpus]
    if export.result.get("querySource") == "removed":
        report.check(
            not np.isin(held_out, export["document_ids"]).any(),
            "removed queries are no documents",
        )


def check_truth_is_sane(report, export):
    truth, n = export["ground_truth"], len(export["hashes"])
    inside = bool((truth >= 0).all() and (truth < n).all())
    report.check(inside, "ground_truth holds rows of the corpus")
    report.check(
        all(len(set(row)) == len(row) for row in truth.tolist()),
        "ground_truth names no row twice",
    )
    report.check(
        not (truth == export.query_rows[:, None]).any(),
        "ground_truth leaves the query itself out",
    )
    return inside


def check_draws(report, export):
    """The notebooks' query sample: RandomState(seed).choice(n, count)."""
    if not export.protocol.startswith("notebook-"):
        return
    settings = export.config["queries"]
    if settings.get("census"):
        everyone = np.arange(len(export["hashes"]))
        report.equal("queries = every document", export.query_rows, everyone)
        return
    expected = np.random.RandomState(settings["seed"]).choice(
        len(export["hashes"]), settings["count"], replace=False
    )
    report.equal("queries = RandomState(seed).choice", export.query_rows, expected)


def check_pivot_choice(report, export, vectors):
    """Furthest-first pivots as in the notebook of the run's protocol."""
    settings = export.config["structure"]
    if settings["strategy"] != "furthest-first":
        return
    if export.protocol == "notebook-62" and export.space == "hamming":
        rows = oracle.furthest_first_hamming(
            export["hashes"], len(export["pivots"]), settings["seed"]
        )
        report.equal("pivots = furthest first", export["pivots"], export["hashes"][rows])
    elif export.protocol == "notebook-67" and export.space == "cosine":
        if vectors is None:
            report.skip("pivots = furthest first", "needs --vectors")
            return
        rows = oracle.furthest_first_cosine(
            vectors, len(export["pivots"]), settings["seed"]
        )
        report.equal("pivots = furthest first", export["pivots"], vectors[rows])


def space_distances(export, rows):
    """Distances (n, P) of vectors to the pivots in cosine or angular space."""
    distances = oracle.cosine_distances(rows, export["pivots"])
    if export.space == "cosine":
        return distances
    cosine = np.clip(1 - distances.astype(np.float64), -1, 1)
    return np.arccos(cosine).astype(np.float32)


def check_pivot_distances(report, export, vectors):
    actual = export["pivot_distances"]
    if export.space == "hamming":
        expected = oracle.pivot_distances(export["hashes"], export["pivots"])
        report.equal("pivot_distances", actual, expected)
        report.check(
            actual.dtype == expected.dtype,
            "dtype of pivot_distances",
            f"{actual.dtype}",
        )
    elif vectors is None:
        report.skip("pivot_distances", "needs --vectors in this space")
    else:
        error = np.abs(actual - space_distances(export, vectors)).max()
        # Near a distance of 0 arccos magnifies the error of the cosine.
        tolerance = DISTANCE_TOLERANCE
        if export.space == "angular":
            tolerance = float(np.sqrt(2 * DISTANCE_TOLERANCE))
        report.check(
            error <= tolerance,
            "pivot_distances",
            f"largest error {error:.2e}, allowed {tolerance:.2e}",
        )


def query_pivot_distances(export, query_vectors):
    """Distances (Q, P) of the queries to the pivots, or None if unknown."""
    if export.space == "hamming":
        return oracle.pivot_distances(export["query_hashes"], export["pivots"])
    if "query_pivot_distances" in export.arrays:
        return export["query_pivot_distances"]
    if export.in_corpus.all():
        return export["pivot_distances"][export.query_rows]
    if query_vectors is None:
        return None
    return space_distances(export, query_vectors)


def check_table(report, export, to_pivots):
    """Every row of the result against the direct loop."""
    if to_pivots is None:
        report.skip("table", "needs --query-vectors in this pivot space")
        return
    for row in export.result["rows"]:
        threshold = row["threshold"]
        limits = [cell["limit"] for cell in row["recall"]]
        (expected,) = oracle.direct_table(
            export["hashes"],
            export["query_hashes"],
            export.query_rows,
            export["ground_truth"],
            export["pivot_distances"],
            to_pivots,
            [threshold],
            limits,
            strict=export.strict,
            reduction_divisor=export.reduction_divisor,
            intervals=True,
        )
        if export.config["queries"].get("census"):
            # Every document asked: nothing was sampled.
            mean = expected["filterRecall"]
            expected.update(filterRecallLow=mean, filterRecallHigh=mean)
            for cell in expected["recall"]:
                cell.update(low=cell["expected"], high=cell["expected"])
        label = "no filter" if threshold is None else f"t={threshold}"
        for name in ("reduction", "filterRecall"):
            report.close(f"{label} {name}", row[name], expected[name], TABLE_TOLERANCE)
        for name in ("filterRecallLow", "filterRecallHigh"):
            report.close(
                f"{label} {name}", row[name], expected[name], INTERVAL_TOLERANCE
            )
        for name, value in expected["candidates"].items():
            report.close(
                f"{label} candidates {name}",
                row["candidates"][name],
                value,
                TABLE_TOLERANCE * max(1.0, value),
            )
        for actual, wanted in zip(row["recall"], expected["recall"]):
            cell = f"{label} L={wanted['limit']}"
            for name in ("stable", "expected", "best", "worst"):
                report.close(
                    f"{cell} {name}", actual[name], wanted[name], TABLE_TOLERANCE
                )
            for name in ("low", "high"):
                report.close(
                    f"{cell} {name}", actual[name], wanted[name], INTERVAL_TOLERANCE
                )


def check_bits(report, export, name, vectors):
    """Bits from mean, pca and rotation; only near-zero projections may differ."""
    arrays = export.arrays
    if not all(a in arrays for a in ("mean", "pca", "rotation")):
        report.skip(f"{name} from parameters", "mean, pca or rotation not exported")
        return
    z = oracle.project(vectors, arrays["mean"], arrays["pca"], arrays["rotation"])
    size = np.linalg.norm(np.asarray(vectors, dtype=np.float64), axis=1)
    near = np.abs(z) < BIT_MARGIN * np.maximum(1, size)[:, None]
    different = (z > 0) != arrays[name].astype(bool)
    report.check(
        not (different & ~near).any(),
        f"{name} from parameters",
        f"{int(different.sum())} of {z.size} bits differ, "
        f"{int((different & ~near).sum())} of them outside the margin "
        f"{BIT_MARGIN:g}; {int(near.sum())} bits are inside it",
    )


def check_truth(report, export, vectors, query_vectors):
    truth = export["ground_truth"]
    expected = oracle.ground_truth(
        vectors, query_vectors, export.query_rows, truth.shape[1]
    )
    moved = wrong = 0
    for q, query in enumerate(query_vectors):
        differs = np.flatnonzero(truth[q] != expected[q])
        if len(differs) == 0:
            continue
        similarity = oracle.cosines(vectors, query)
        gap = np.abs(similarity[truth[q]] - similarity[expected[q]])
        moved += len(differs)
        wrong += int((gap[differs] > COSINE_TOLERANCE).sum())
    report.check(
        wrong == 0,
        "ground_truth from vectors",
        f"{moved} of {truth.size} places differ, {wrong} of them by more than "
        f"{COSINE_TOLERANCE:g} in cosine",
    )


# ------------------------------------------------------------------ main


def load_vectors(export, vectors_path, query_vectors_path):
    """(corpus vectors or None, query vectors or None)."""
    everything = None if vectors_path is None else np.load(vectors_path)
    vectors = None if everything is None else everything[export["document_ids"]]
    if query_vectors_path is not None:
        return vectors, np.load(query_vectors_path)[export["queries"]]
    if vectors is None:
        return None, None
    if export.in_corpus.all():
        return vectors, vectors[export.query_rows]
    if export.protocol == "held-out":
        return vectors, everything[export["queries"]]
    return vectors, None


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("export", metavar="EXPORT.npz")
    parser.add_argument("result", metavar="RESULT.json")
    parser.add_argument("--vectors", metavar="FILE.npy")
    parser.add_argument("--query-vectors", metavar="FILE.npy")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse_arguments(arguments)
    try:
        export = Export(options.export, options.result)
        vectors, query_vectors = load_vectors(
            export, options.vectors, options.query_vectors
        )
    except (OSError, ValueError, KeyError, IndexError) as error:
        print(f"cannot read the export: {error}", file=sys.stderr)
        return 2

    report = Report()
    check_shapes(report, export)
    if report.failed:
        print("the arrays do not fit together; nothing more is checked")
    else:
        check_codes(report, export)
        truth_is_usable = check_truth_is_sane(report, export)
        check_draws(report, export)
        check_pivot_choice(report, export, vectors)
        check_pivot_distances(report, export, vectors)
        if truth_is_usable:
            check_table(report, export, query_pivot_distances(export, query_vectors))
        if vectors is not None:
            check_bits(report, export, "hashes", vectors)
        if query_vectors is not None:
            check_bits(report, export, "query_hashes", query_vectors)
        if vectors is not None and query_vectors is not None:
            check_truth(report, export, vectors, query_vectors)
        elif vectors is not None:
            report.skip("ground_truth from vectors", "needs --query-vectors")
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
