"""The same operations by numpy and FAISS, on the same kinds of data.

    python peers_bench.py --threads 2 [--repeats 3]

Prints one JSON object: the best of each in milliseconds, and the versions.
"""

import argparse
import json
import time

import numpy as np

from numpy_bench import fit_itq


def best(run, repeats: int) -> float:
    """Milliseconds of the fastest of `repeats` calls, after one to warm up."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def embeddings(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """Unit rows whose spread falls from column to column, f32."""
    x = rng.random((rows, columns), dtype=np.float32) - np.float32(0.5)
    x *= (30 / (30 + np.arange(columns))).astype(np.float32)
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def scans(rng: np.random.Generator, threads: int, repeats: int) -> dict[str, object]:
    """FAISS's exhaustive scan; a reason where FAISS is not there."""
    try:
        import faiss
    except ImportError as error:
        return {"missing": str(error)}
    faiss.omp_set_num_threads(threads)
    codes = rng.integers(0, 256, (1_000_000, 16), dtype=np.uint8)
    queries = rng.integers(0, 256, (100, 16), dtype=np.uint8)
    index = faiss.IndexBinaryFlat(128)
    index.add(codes)
    return {
        "version": faiss.__version__,
        "1": best(lambda: index.search(queries[:1], 100), repeats),
        "100": best(lambda: index.search(queries, 100), repeats),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    rng = np.random.default_rng(1)
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    found: dict[str, object] = {
        "numpy": np.__version__,
        "blas": f"{blas.get('name')} {blas.get('version')}",
    }
    fits = {}
    for columns, bits in ((384, 128), (1024, 256)):
        x = embeddings(rng, 10_000, columns)
        fits[f"10000 x {columns} -> {bits}"] = best(
            lambda x=x, bits=bits: fit_itq(x, bits, 50, 42), min(2, options.repeats)
        )
    found["fits"] = fits
    products = {}
    for m, d, n in ((9984, 384, 128), (1024, 1024, 1024)):
        a = rng.random((m, d), dtype=np.float32)
        b = rng.random((d, n), dtype=np.float32)
        products[f"{m} x {d} x {n}"] = best(lambda a=a, b=b: a @ b, options.repeats)
    found["products"] = products
    found["faiss"] = scans(rng, options.threads, options.repeats)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
