"""Searches an exported kit in one engine, and compares with what it must find.

    python tests/engines/check_kit.py ENGINE FOLDER...

FOLDER is an unpacked "everything" export. ENGINE is numpy (recomputes the
answers from the arrays of the .npz, by brute force), faiss, modules (the
dependency-free Python module), clickhouse (chdb) or spark (pyspark, with the
machine's Java). Ids and distances must be identical.

Prints `ok` or `FAIL` per check, then `N passed, N failed`.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, passes, name, detail=""):
        self.passed += bool(passes)
        self.failed += not passes
        print(f"{'ok' if passes else 'FAIL'} {name}{': ' + detail if detail else ''}")


def expected_answers(folder):
    """{(query, answer): [(id, distance), ...]} of expected.csv, best first."""
    answers = {}
    with open(folder / "duckdb/expected.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = answers.setdefault((int(row["query"]), row["answer"]), [])
            assert len(found) + 1 == int(row["rank"])
            found.append((int(row["id"]), int(row["distance"])))
    return answers


def statements(path):
    """[((query, answer), sql), ...] of queries.sql."""
    parts = []
    for block in path.read_text(encoding="utf-8").split("-- query ")[1:]:
        head, sql = block.split("\n", 1)
        number = int(head.split(" ")[0])
        parts.append(((number, head.rsplit(", ", 1)[1]), sql.strip().rstrip(";")))
    return parts


def compare(report, name, found, expected):
    """Every asked answer; one that expected.csv has no row of must be empty."""
    wrong = [key for key, rows in found.items() if rows != expected.get(key, [])]
    missing = [key for key in expected if key not in found]
    detail = f"{len(found)} answers identical"
    if wrong:
        key = wrong[0]
        detail = f"{len(wrong)} of {len(found)} differ, first {key}: {found[key][:3]}, expected {expected.get(key, [])[:3]}"
    report.check(not wrong and not missing and found, name, detail)


def load_arrays(folder):
    import numpy as np

    (path,) = (folder / "numpy").glob("*.npz")
    with np.load(path) as data:
        arrays = {name: data[name] for name in data.files if not name.endswith(".json")}
        metadata = json.loads(bytes(data["metadata.json"]))
    return arrays, metadata


def brute_force(arrays, metadata, threshold, count, top):
    """Answers by (Hamming distance, id) from unpacked codes; independent of the app's code."""
    import numpy as np

    hashes = arrays["hashes"].astype(np.int16)
    ids = arrays["document_ids"]
    pivots = metadata["config"]["structure"]
    found = {}
    for q in range(count):
        distance = (hashes != arrays["query_hashes"][q].astype(np.int16)).sum(axis=1)
        own = arrays["query_rows"][q]
        keep = np.ones(len(ids), dtype=bool)
        if own >= 0:
            keep[own] = False
        gaps = arrays["pivot_distances"], arrays["query_pivot_distances"][q]
        if pivots["space"] == "hamming":
            gaps = np.abs(gaps[0].astype(np.int64) - gaps[1].astype(np.int64))
        else:
            gaps = np.abs(gaps[0] - gaps[1])
        if pivots["statistic"] == "max":
            value, bar = gaps.max(axis=1), threshold
            if pivots["space"] != "hamming":
                bar = np.float32(threshold)
        else:
            value = (gaps.astype(np.float64) ** 2).sum(axis=1)
            bar = threshold * threshold
        survives = value < bar if pivots["space"] == "cosine" else value <= bar
        for name, rows in (("all", keep), ("filtered", keep & survives)):
            chosen = np.flatnonzero(rows)
            order = chosen[np.lexsort((ids[chosen], distance[chosen]))][:top]
            found[(q, name)] = [(int(ids[i]), int(distance[i])) for i in order]
    return found


def answered(found, expected):
    """Without answers that nobody expects to hold anything."""
    return {key: rows for key, rows in found.items() if rows or key in expected}


def check_numpy(folder, report, expected):
    import numpy as np

    arrays, metadata = load_arrays(folder)
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    count = len(golden["queries"])
    top = max(len(query["all"]["ids"]) for query in golden["queries"])
    found = brute_force(arrays, metadata, golden["threshold"], count, top)
    compare(report, "numpy, brute force", answered(found, expected), expected)
    vectors = np.array([query["input"] for query in golden["queries"]])
    z = (vectors - arrays["mean"]) @ arrays["pca"].astype(float) @ arrays["rotation"]
    near = np.abs(z) < golden["bitMargin"]
    codes = np.array(
        [
            np.unpackbits(np.frombuffer(bytes.fromhex(query["code"]), np.uint8))[: golden["bits"]]
            for query in golden["queries"]
        ]
    )
    wrong = ((z > 0) != codes) & ~near
    report.check(not wrong.any(), "golden codes", f"{codes.size} bits, {near.sum()} near zero")
    check_packing(folder, report, arrays, golden["bits"])
    notebook = folder / "notebook"
    manifest = json.loads(next(notebook.glob("*_itq_metadata.json")).read_text())
    for name, entry in manifest["files"].items():
        array = np.load(notebook / name)
        same = list(array.shape) == entry["shape"]
        report.check(same, f"notebook {name}", f"{array.dtype} {array.shape}")
    mean = np.load(next(notebook.glob("*_itq_mean_vector.npy")))
    report.check(np.array_equal(mean, arrays["mean"]), "notebook mean is the mean")


def check_packing(folder, report, arrays, bits):
    """One code in every file's own packing, bit by bit: mistakes that distances do not show."""
    import numpy as np
    import pyarrow.parquet as pq

    hashes = arrays["hashes"]
    asymmetric = (hashes != hashes[:, ::-1]).any(axis=1).all()
    report.check(asymmetric, "no code reads the same backwards", f"{len(hashes)} codes")
    table = pq.read_table(folder / "documents.parquet")
    packed = np.packbits(hashes, axis=1)
    same = table["hash"].to_pylist() == [row.tobytes().hex() for row in packed]
    report.check(same, "Parquet hex is numpy.packbits")
    words = -(-bits // 64)
    padded = np.zeros((len(packed), words * 8), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    signed = padded.view(">i8").astype(np.int64)
    stored = np.array([table[f"h{i}"].to_pylist() for i in range(words)]).T
    negative = (stored < 0).mean()
    report.check(np.array_equal(signed, stored), "Parquet words are big-endian and signed", f"{negative:.0%} negative")
    with open(folder / "documents.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    digits = np.array([[int(digit) for digit in row["hash"]] for row in rows])
    report.check(np.array_equal(digits, hashes), "CSV digits are the bits")
    ids = [int(row["id"]) for row in rows]
    report.check(ids == arrays["document_ids"].tolist() == table["id"].to_pylist(), "ids are the documents")
    distances = np.array([table[f"p{i}"].to_pylist() for i in range(arrays["pivots"].shape[0])]).T
    report.check(np.array_equal(distances.astype(arrays["pivot_distances"].dtype), arrays["pivot_distances"]), "pivot distances")


def check_faiss(folder, report, expected):
    import faiss
    import numpy as np

    arrays, metadata = load_arrays(folder)
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    queries = golden["queries"]
    vectors = np.array([query["input"] for query in queries], dtype=np.float32)
    bits = golden["bits"]
    padded = -(-bits // 8) * 8
    ids = arrays["document_ids"]
    position = {int(number): row for row, number in enumerate(ids)}

    transform = faiss.read_VectorTransform(str(folder / "faiss/itq.transform"))
    report.check((transform.d_in, transform.d_out) == (golden["dim"], padded), "transform", f"{transform.d_in} to {transform.d_out}")
    z = transform.apply(vectors)
    exact = (vectors - arrays["mean"]).astype(float) @ arrays["pca"] @ arrays["rotation"]
    error = np.abs(z[:, :bits] - exact).max()
    report.check(error < 1e-5, "transform agrees with the parameters", f"largest error {error:.1e}")

    binary = faiss.read_index_binary(str(folder / "faiss/hashes.binary"))
    report.check((binary.ntotal, binary.d) == (len(ids), padded), "binary index", f"{binary.ntotal} x {binary.d}")
    flat = faiss.downcast_IndexBinary(binary.index)
    stored = faiss.vector_to_array(flat.xb).reshape(len(ids), -1)
    little = np.packbits(arrays["hashes"], axis=1, bitorder="little")
    report.check(np.array_equal(stored, little), "stored codes have the first bit lowest")
    codes = np.packbits(arrays["query_hashes"][: len(queries)], axis=1, bitorder="little")
    survivors = brute_force(arrays, metadata, golden["threshold"], len(queries), len(ids))

    def answers(distances, labels):
        found = {}
        for q, query in enumerate(queries):
            ranked = sorted(zip(distances[q].tolist(), labels[q].tolist()))
            ranked = [(number, int(d)) for d, number in ranked if number != query["leftOut"]]
            top = len(query["all"]["ids"])
            kept = {number for number, _ in survivors[(q, "filtered")]}
            found[(q, "all")] = ranked[:top]
            found[(q, "filtered")] = [hit for hit in ranked if hit[0] in kept][:top]
        return answered(found, expected)

    distances, labels = binary.search(codes, len(ids))
    compare(report, "IndexBinaryFlat with ids", answers(distances, labels), expected)
    index = faiss.read_index(str(folder / "faiss/floats.index"))
    own = np.packbits(z > 0, axis=1, bitorder="little")
    turned = np.unpackbits(own ^ codes).sum()
    distances, labels = index.search(vectors, len(ids))
    if turned == 0:
        compare(report, "float index", answers(distances, labels), expected)
    else:
        # Folding turned a bit at zero: the index must rank by the codes it makes itself.
        by_own, own_ids = binary.search(own, len(ids))
        compare(report, f"float index ({turned} bits turned by rounding)", answers(distances, labels), answers(by_own, own_ids))
    report.check(len(position) == len(ids), "ids are unique")


def check_modules(folder, report, _):
    # Every folder brings its own; the last one on the path is the one that is tested.
    sys.path.insert(0, str(folder))
    sys.modules.pop("bitsieve", None)
    import bitsieve

    os.chdir(folder)
    done = subprocess.run([sys.executable, "bitsieve.py"], capture_output=True, text=True)
    report.check(done.returncode == 0, "python3 bitsieve.py", done.stdout.strip() + done.stderr[-300:])
    parameters = bitsieve.load_parameters("parameters.safetensors")
    golden = json.loads(Path("golden.json").read_text(encoding="utf-8"))
    vector = golden["queries"][0]["input"]
    try:
        bitsieve.encode(parameters, [2 * x for x in vector])
        report.check(False, "an unnormalised vector is refused")
    except ValueError as error:
        report.check("length 2" in str(error), "an unnormalised vector is refused", str(error))
    documents = bitsieve.load_documents("documents.safetensors")
    # All of them are right, as the module itself just said: two are enough to tell one that is wrong.
    golden["queries"] = golden["queries"][:2]
    golden["queries"][1]["code"] = bitsieve._pack([1] * golden["bits"]).hex()
    problems = bitsieve.check(parameters, documents, golden)
    report.check(any("bits" in problem for problem in problems), "a changed golden code is named", str(problems[:1]))


def exact_neighbours(folder, rows):
    """The k of the highest cosine among the candidates of query.sql, from the kit's own numbers."""
    import numpy as np
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "documents.parquet", columns=["id", "embedding"])
    vectors = np.array(table["embedding"].to_pylist(), dtype=np.float64)
    golden = json.loads((folder / "golden.json").read_text(encoding="utf-8"))
    query = np.array(golden["queries"][0]["input"])
    values = vectors @ query / np.linalg.norm(vectors, axis=1) / np.linalg.norm(query)
    cosine = dict(zip(table["id"].to_pylist(), values.tolist()))
    return all(abs(cosine[number] - value) < 1e-5 for number, _, value in rows)


def check_search(folder, report, name, rows, k):
    """query.sql: k rows, by falling cosine, of the candidates' own distances."""
    cosines = [row[2] for row in rows]
    report.check(
        0 < len(rows) <= k and cosines == sorted(cosines, reverse=True) and exact_neighbours(folder, rows),
        f"{name}: query.sql rescored",
        f"{len(rows)} rows, best {rows[0] if rows else None}",
    )


def metadata_of(folder):
    return load_arrays(folder)[1]


def check_clickhouse(folder, report, expected):
    import chdb
    from chdb import session

    os.chdir(folder)
    database = session.Session()
    database.query("DROP DATABASE IF EXISTS kit")
    database.query("CREATE DATABASE kit")
    database.query("USE kit")
    for name in ("schema", "load"):
        database.query((folder / f"clickhouse/{name}.sql").read_text(encoding="utf-8"))

    def rows(sql):
        text = str(database.query(sql, "JSONCompactEachRow"))
        return [tuple(json.loads(line)) for line in text.splitlines() if line]

    found = {
        key: [(int(number), int(distance)) for number, distance in rows(sql)]
        for key, sql in statements(folder / "clickhouse/queries.sql")
    }
    compare(report, "ClickHouse", answered(found, expected), expected)
    print(f"chdb {chdb.__version__}, engine {rows('SELECT version()')[0][0]}")
    search = (folder / "clickhouse/query.sql").read_text(encoding="utf-8")
    if "AS cosine" in search:
        best = [(int(a), int(b), float(c)) for a, b, c in rows(search.strip().rstrip(";"))]
        check_search(folder, report, "ClickHouse", best, metadata_of(folder)["config"]["k"])


def check_spark(folder, report, expected):
    import tempfile

    from pyspark.sql import SparkSession

    os.chdir(folder)
    # One Spark for all folders: starting it takes longer than the queries.
    warehouse = tempfile.mkdtemp()
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        # So short a run gains nothing from the slower compiler: half of its time went there.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", warehouse)
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    spark.sql("DROP TABLE IF EXISTS documents")
    for name in ("schema", "load"):
        for sql in (folder / f"spark/{name}.sql").read_text(encoding="utf-8").split(";\n"):
            # Spark resolves a relative file where it was started, not here.
            sql = sql.replace("`documents.parquet`", f"`{folder / 'documents.parquet'}`")
            if sql.strip():
                spark.sql(sql)
    found = {
        key: [(row["id"], row["distance"]) for row in spark.sql(sql).collect()]
        for key, sql in statements(folder / "spark/queries.sql")
    }
    compare(report, f"Spark {spark.version}", answered(found, expected), expected)
    search = (folder / "spark/query.sql").read_text(encoding="utf-8")
    if "AS cosine" in search:
        best = [tuple(row) for row in spark.sql(search.strip().rstrip(";")).collect()]
        check_search(folder, report, "Spark", best, metadata_of(folder)["config"]["k"])


CHECKS = {
    "numpy": check_numpy,
    "faiss": check_faiss,
    "modules": check_modules,
    "clickhouse": check_clickhouse,
    "spark": check_spark,
}


def main(engine, *folders):
    report = Report()
    for folder in map(Path, [os.path.abspath(folder) for folder in folders]):
        print(f"{engine} on {folder.name}")
        CHECKS[engine](folder, report, expected_answers(folder))
    print(f"{report.passed} passed, {report.failed} failed")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
