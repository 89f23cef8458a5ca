"""Writes tests/fixtures/{random,itq,table}.json from numpy.

    python tests/oracle/make_fixtures.py [DIRECTORY]

The fields are described in tests/fixtures/README.md.
"""

import base64
import hashlib
import json
import platform
import sys
from pathlib import Path

import numpy as np

import bitsieve_oracle as oracle

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SEEDS = [0, 1, 42, 123456789, 2**31, 2**32 - 1, 2**32 + 5, 2**53 - 1]
#: Draws longer than this are stored as digest, head and tail.
LONG = 200
EDGE = 50


def array(values, dtype):
    """A typed array as JSON: dtype, shape and little-endian bytes."""
    values = np.ascontiguousarray(values, dtype=np.dtype(dtype).newbyteorder("<"))
    return {
        "dtype": np.dtype(dtype).name,
        "shape": list(values.shape),
        "base64": base64.b64encode(values.tobytes()).decode("ascii"),
    }


def draw(values):
    """Integers of a draw: all of them, or digest, first and last 50."""
    values = np.asarray(values).astype("<i4")
    if len(values) <= LONG:
        return {"length": len(values), "values": values.tolist()}
    return {
        "length": len(values),
        "sha256": hashlib.sha256(values.tobytes()).hexdigest(),
        "first": values[:EDGE].tolist(),
        "last": values[-EDGE:].tolist(),
    }


def write(directory, name, seeds, content):
    record = {
        "generator": "tests/oracle/make_fixtures.py",
        "numpy": np.__version__,
        "python": platform.python_version(),
        "seeds": seeds,
        **content,
    }
    path = directory / f"{name}.json"
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


# ---------------------------------------------------------------- random

HIGHS = [1, 2, 10, 1000, 10000, 65535, 65536, 65537, 10**6, 2**31, 2**32 - 1, 2**32]
CHOICES = [
    (0, 0),
    (1, 1),
    (50, 0),
    (50, 10),
    (50, 50),
    (9990, 100),
    (9990, 9990),
    (10000, 100),
    (10000, 10000),
    (10001, 200),
    (10001, 201),
    (20000, 400),
    (20000, 401),
    (20000, 10000),
]
LEGACY_CHOICES = [(0, 0), (1, 1), (50, 10), (9990, 100), (10000, 100), (70000, 100)]
PERMUTATIONS = [0, 1, 2, 50, 1000, 70000]


def mixed_draws(rng):
    """32-bit and 64-bit draws in turn: the spare half word must survive."""
    values = []
    for _ in range(6):
        values.append(int(rng.integers(1000)))
        values.append(float(rng.random()))
    values.extend(int(v) for v in rng.permutation(5))
    values.append(int(rng.integers(1000)))
    return values


def generator_case(seed):
    new = np.random.default_rng
    return {
        "seed": seed,
        "random": [float(v) for v in new(seed).random(8)],
        "integers": [
            {"high": high, "values": [int(rng.integers(high)) for _ in range(12)]}
            for high in HIGHS
            for rng in [new(seed)]
        ],
        "choice": [
            {"n": n, "count": k, **draw(new(seed).choice(n, k, replace=False))}
            for n, k in CHOICES
        ],
        "permutation": [{"n": n, **draw(new(seed).permutation(n))} for n in PERMUTATIONS],
        "mixed": mixed_draws(new(seed)),
    }


def random_state_case(seed):
    new = np.random.RandomState
    return {
        "seed": seed,
        "random": [float(v) for v in new(seed).random_sample(8)],
        "randint": [
            {
                "high": high,
                "values": [int(s.randint(high, dtype=np.int64)) for _ in range(12)],
            }
            for high in HIGHS
            for s in [new(seed)]
        ],
        "choice": [
            {"n": n, "count": k, **draw(new(seed).choice(n, k, replace=False))}
            for n, k in LEGACY_CHOICES
        ],
        "permutation": [{"n": n, **draw(new(seed).permutation(n))} for n in PERMUTATIONS],
        "words": draw_words(new(seed)),
    }


def draw_words(state):
    """Words 620..630 of the stream: across the first regeneration."""
    return [int(state.randint(2**32, dtype=np.int64)) for _ in range(631)][620:]


def write_random(directory):
    legacy = [seed for seed in SEEDS if seed < 2**32]
    write(
        directory,
        "random",
        SEEDS,
        {
            "generators": [generator_case(seed) for seed in SEEDS],
            "randomStates": [random_state_case(seed) for seed in legacy],
        },
    )


# ------------------------------------------------------------------- itq

ROWS, DIM = 400, 48
VECTOR_SEED, ROTATION_SEED = 7, 42
ITERATIONS = 50


def anisotropic_rows(rows, dim, seed):
    """Unit rows in a narrow cone with a decaying spectrum, like embeddings:
    clusters of neighbours on top of a common direction."""
    rng = np.random.default_rng(seed)
    basis = np.linalg.qr(rng.standard_normal((dim, dim)))[0]
    scales = 1 / np.sqrt(1 + np.arange(dim))
    centres = rng.standard_normal((rows // 10, dim)) * scales
    x = centres[rng.integers(len(centres), size=rows)]
    x = x + 0.6 * rng.standard_normal((rows, dim)) * scales
    x = x @ basis.T + 0.8 * basis[:, 0]
    return (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32)


def itq_case(vectors, bits):
    initial = oracle.random_rotation(bits, ROTATION_SEED)
    fit = oracle.fit_itq(vectors, bits, ITERATIONS, initial)
    z = oracle.project(vectors, fit["mean"], fit["pca"], fit["rotation"])
    codes = (z > 0).astype(np.uint8)
    case = {
        "bits": bits,
        "iterations": ITERATIONS,
        "initialRotation": array(initial, "float32"),
        "mean": array(fit["mean"], "float32"),
        "pca": array(fit["pca"], "float32"),
        "rotation": array(fit["rotation"], "float32"),
        "rotations": {
            str(i): array(fit["rotations"][i - 1], "float64") for i in (1, 5, 50)
        },
        "eigenvalues": array(fit["eigenvalues"], "float64"),
        "meanNorm": fit["mean_norm"],
        "explainedVariance": fit["explained_variance"],
        "quantizationError": fit["quantization_error"],
        "nqe": fit["nqe"],
        "smallestProjection": fit["smallest_projection"],
        "projection": array(z, "float32"),
        "unpackedBits": array(codes, "uint8"),
        "packedBits": array(np.packbits(codes, axis=1), "uint8"),
        "nearZeroCount": int(np.count_nonzero(np.abs(z) < 1e-6)),
    }
    return case, codes


def write_itq(directory):
    vectors = anisotropic_rows(ROWS, DIM, VECTOR_SEED)
    cases, codes = zip(*(itq_case(vectors, bits) for bits in (32, 20)))
    write(
        directory,
        "itq",
        {"vectors": VECTOR_SEED, "initialRotation": ROTATION_SEED},
        {"vectors": array(vectors, "float32"), "cases": list(cases)},
    )
    return vectors, codes[0]


# ----------------------------------------------------------------- table


def table_case(
    name, protocol, codes, vectors, rows, k, pivots, thresholds, reported, limits
):
    """One evaluated corpus; `pivots` are rows, `rows` the queries' rows."""
    cosine = protocol == "notebook-67"
    distances = (
        oracle.cosine_distances(vectors, vectors[pivots])
        if cosine
        else oracle.pivot_distances(codes, codes[pivots])
    )
    truth = oracle.ground_truth(vectors, vectors[rows], rows, k)
    given = (codes, codes[rows], rows, truth, distances, distances[rows])
    need, less, tie = oracle.direct_need(*given, thresholds, strict=cosine)
    table = oracle.direct_table(
        *given,
        reported,
        limits,
        strict=cosine,
        reduction_divisor=len(codes) - 1 if cosine else len(codes),
    )
    return {
        "name": name,
        "protocol": protocol,
        "space": "cosine" if cosine else "hamming",
        "n": len(codes),
        "bits": codes.shape[1],
        "k": k,
        "vectors": array(vectors, "float32"),
        "unpackedBits": array(codes, "uint8"),
        "pivotRows": array(pivots, "int32"),
        "pivotDistances": array(distances, distances.dtype),
        "queryRows": array(rows, "int32"),
        "groundTruth": array(truth, "int32"),
        "thresholds": list(thresholds),
        "need": array(need, "int32"),
        "less": array(less, "int32"),
        "tie": array(tie, "int32"),
        "limits": limits,
        "rows": table,
    }


def tied_corpus(seed):
    """60 unit rows, some identical, and 33-bit codes of which only 7 differ,
    one of them held by a single row."""
    rng = np.random.default_rng(seed)
    vectors = rng.standard_normal((60, 8))
    vectors[10:20] = vectors[0:10]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    kinds = rng.integers(2, size=(7, 33)).astype(np.uint8)
    kind = rng.integers(6, size=60)
    kind[59] = 6
    return vectors.astype(np.float32), kinds[kind]


def write_table(directory, vectors, codes):
    seed, tied_seed = 42, 11
    rows = np.random.RandomState(seed).choice(len(codes), 24, replace=False)
    every = list(range(codes.shape[1] + 1))
    plain = table_case(
        "notebook-62",
        "notebook-62",
        codes,
        vectors,
        rows,
        10,
        oracle.furthest_first_hamming(codes, 8, seed),
        every,
        [None, 0, 3, 4, 5, 6, 8, 32],
        [1, 10, 20, 50, 100, 400, 1000],
    )
    cosine = table_case(
        "notebook-67",
        "notebook-67",
        codes,
        vectors,
        rows,
        10,
        oracle.furthest_first_cosine(vectors, 8, seed),
        [0.0, 0.1, 0.15, 0.2, 0.25, 0.3],
        [None, 0.1, 0.15, 0.2, 0.25, 0.3],
        [1, 10, 20, 50, 100, 400],
    )
    tied_vectors, tied_codes = tied_corpus(tied_seed)
    chosen = np.random.RandomState(seed).choice(60, 11, replace=False)
    tied_rows = np.append(chosen[chosen != 59], 59)
    tied = table_case(
        "ties",
        "notebook-62",
        tied_codes,
        tied_vectors,
        tied_rows,
        5,
        oracle.furthest_first_hamming(tied_codes, 3, seed),
        list(range(34)),
        [None, 0, 2, 5, 10, 33],
        [0, 1, 2, 5, 10, 59, 60, 500],
    )
    for case in (plain, cosine):
        del case["vectors"]  # those of itq.json
    write(
        directory,
        "table",
        {"pivots": seed, "queries": seed, "tiedCorpus": tied_seed},
        {"never": oracle.NEVER, "cases": [plain, cosine, tied]},
    )


def main():
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES
    directory.mkdir(parents=True, exist_ok=True)
    write_random(directory)
    vectors, codes = write_itq(directory)
    write_table(directory, vectors, codes)


if __name__ == "__main__":
    main()
