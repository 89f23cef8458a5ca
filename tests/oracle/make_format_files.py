"""Writes small files of every format that the app opens, by independent tools.

    python tests/oracle/make_format_files.py

needs the packages of requirements-formats.txt. The files go to
tests/fixtures/formats, beside expected.json, which says what they hold. A
second run writes the same bytes, but for HDF5 and zip time stamps.
"""

import csv
import json
import struct
from pathlib import Path

import faiss
import h5py
import ml_dtypes
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from safetensors.numpy import save_file

FOLDER = Path(__file__).parents[1] / "fixtures" / "formats"
ROWS, DIM = 23, 6
TEXTS = [
    f"text {i}: "
    + ["plain words", 'a "quoted" part, with a comma', "東京都の古い地名", "🙂 and ü"][i % 4]
    for i in range(ROWS)
]


def vectors(rows: int = ROWS, dim: int = DIM) -> np.ndarray:
    """Values that half precision holds exactly."""
    grid = (np.arange(rows * dim) * 37 % 101 - 50).reshape(rows, dim)
    return (grid / 16).astype(np.float32)


def neighbours(dtype: type) -> np.ndarray:
    return (np.arange(5 * 3).reshape(5, 3) * 7 % ROWS).astype(dtype)


def write_npy(values: np.ndarray) -> None:
    np.save(FOLDER / "f2.npy", values.astype(np.float16))
    np.save(FOLDER / "f4.npy", values)
    np.save(FOLDER / "f8.npy", values.astype(np.float64))
    np.save(FOLDER / "f4-big.npy", values.astype(">f4"))
    np.save(FOLDER / "f4-fortran.npy", np.asfortranarray(values))
    np.save(FOLDER / "i4.npy", neighbours(np.int32))
    np.save(FOLDER / "i8.npy", neighbours(np.int64))
    np.savez(FOLDER / "plain.npz", vectors=values, neighbors=neighbours(np.int64))
    np.savez_compressed(FOLDER / "packed.npz", vectors=values.astype(np.float16))


def write_safetensors(values: np.ndarray) -> None:
    tensors = {
        "f32": values,
        "f16": values.astype(np.float16),
        "bf16": values.astype(ml_dtypes.bfloat16),
        "f64": values.astype(np.float64),
        "ids": neighbours(np.int64),
    }
    save_file(tensors, FOLDER / "arrays.safetensors")


def write_vecs(values: np.ndarray) -> None:
    """As the TEXMEX corpora define them; checked with another reader below."""

    def rows(array: np.ndarray) -> bytes:
        return b"".join(struct.pack("<i", array.shape[1]) + row.tobytes() for row in array)

    (FOLDER / "rows.fvecs").write_bytes(rows(values))
    (FOLDER / "rows.bvecs").write_bytes(rows((values * 16 + 50).astype(np.uint8)))
    (FOLDER / "rows.ivecs").write_bytes(rows(neighbours(np.int32)))
    # faiss' own way to read fvecs: a matrix of i32 whose first column is the length.
    raw = np.fromfile(FOLDER / "rows.fvecs", dtype=np.int32).reshape(ROWS, DIM + 1)
    assert (raw[:, 0] == DIM).all()
    found = np.ascontiguousarray(raw[:, 1:]).view(np.float32)
    index = faiss.IndexFlatL2(DIM)
    index.add(found)
    assert np.array_equal(index.reconstruct_n(0, ROWS), values)


def write_hdf5(values: np.ndarray) -> None:
    with h5py.File(FOLDER / "ann.hdf5", "w", track_order=False) as file:
        file.create_dataset("train", data=values, chunks=(8, DIM), compression="gzip")
        file.create_dataset("test", data=values[:5] / 2)
        file.create_dataset("neighbors", data=neighbours(np.int32))
        file.create_dataset("distances", data=np.zeros((5, 3), np.float32))
        file.attrs["distance"] = "angular"
    with h5py.File(FOLDER / "half.hdf5", "w", track_order=False) as file:
        file.create_dataset("little", data=values.astype("<f2"), chunks=(8, DIM), compression="gzip")
        file.create_dataset("big", data=values.astype(">f2"))
        file.create_dataset("big4", data=values.astype(">f4"))
        file.create_dataset("wide", data=np.array([[1, 2**32], [3, 4]], np.int64))
    with h5py.File(FOLDER / "no-arrays.hdf5", "w") as file:
        file.create_dataset("words", data=np.arange(4))


def write_parquet(values: np.ndarray) -> None:
    rows = [list(map(float, row)) for row in values]
    texts = [None if i == 4 else text for i, text in enumerate(TEXTS)]
    table = pa.table(
        {
            "id": pa.array([str(i) for i in range(ROWS)]),
            "title": pa.array([f"title {i % 3}" for i in range(ROWS)]).dictionary_encode(),
            "text": pa.array(texts, pa.string()),
            "vector": pa.array(rows, pa.list_(pa.float32())),
            "fixed": pa.array(rows, pa.list_(pa.float32(), DIM)),
            "double": pa.array(rows, pa.list_(pa.float64())),
            "neighbors": pa.array([[i, (i + 1) % ROWS] for i in range(ROWS)], pa.list_(pa.int64())),
            "likes": pa.array(range(ROWS), pa.int32()),
        }
    )
    for codec in ["none", "snappy", "gzip", "zstd"]:
        pq.write_table(table, FOLDER / f"{codec}.parquet", compression=codec, row_group_size=10)
    holes = [row if i != 12 else None for i, row in enumerate(rows)]
    ragged = [row if i != 15 else row[:4] for i, row in enumerate(rows)]
    faults = pa.table({"holes": pa.array(holes, pa.list_(pa.float32())), "ragged": pa.array(ragged, pa.list_(pa.float32()))})
    pq.write_table(faults, FOLDER / "faults.parquet", row_group_size=10)


def write_text(values: np.ndarray) -> None:
    records = [
        {"id": i, "title": f"title {i}", "text": text, "vector": list(map(float, values[i]))}
        for i, text in enumerate(TEXTS)
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (FOLDER / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (FOLDER / "records.json").write_text(json.dumps(records), "utf-8")
    (FOLDER / "bom-crlf.txt").write_bytes("\r\n".join(TEXTS).encode("utf-8-sig"))
    for name, delimiter in [("records.csv", ","), ("records.tsv", "\t")]:
        with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(["id", "title", "text", "vector"])
            for record in records:
                writer.writerow([*list(record.values())[:3], json.dumps(record["vector"])])


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    values = vectors()
    for write in [write_npy, write_safetensors, write_vecs, write_hdf5, write_parquet, write_text]:
        write(values)
    drawn = np.sort(np.random.default_rng(7).choice(ROWS, 9, replace=False))
    expected = {
        "rows": ROWS,
        "dim": DIM,
        "vectors": values.ravel().tolist(),
        "bytes": (values * 16 + 50).astype(np.uint8).ravel().tolist(),
        "neighbours": neighbours(np.int64).ravel().tolist(),
        "texts": TEXTS,
        "drawn": drawn.tolist(),
    }
    (FOLDER / "expected.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
