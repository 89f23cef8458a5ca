"""Writes pickles as the notebooks and others make them, and some that attack.

    node scripts/oracle.mjs tests/oracle/make_pickles.py

The files go to tests/fixtures/pickles, beside expected.json with the values of
the good ones. Nothing here is ever unpickled by the app: its reader must read
the good ones and refuse the others by name.
"""

import collections
import json
import os
import pickle
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parents[1] / "fixtures" / "pickles"
DIM, BITS = 24, 16


class Command:
    """Unpickled by Python, this runs a command."""

    def __reduce__(self):
        return os.system, ("echo attacked",)


class Evaluates:
    def __reduce__(self):
        return eval, ("__import__('os').getcwd()",)


class Settings:
    """An object of a class of one's own: its module would be imported."""

    def __init__(self):
        self.n_bits = BITS


def parameters():
    random = np.random.default_rng(3)
    q, _ = np.linalg.qr(random.standard_normal((DIM, DIM)))
    r, _ = np.linalg.qr(random.standard_normal((BITS, BITS)))
    return {
        "n_bits": BITS,
        "n_iterations": 50,
        "seed": 42,
        # As notebook 71 has it: f64 beside f32.
        "mean_vector": random.standard_normal(DIM) / 50,
        "pca_matrix": q[:, :BITS].astype(np.float32),
        "rotation_matrix": r.astype(np.float32),
    }


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    good = parameters()
    for protocol in (2, 3, 4, 5):
        (FOLDER / f"itq_{protocol}.pkl").write_bytes(pickle.dumps(good, protocol))
    # numpy before 2 kept its functions under another name.
    old = pickle.dumps(good, 3).replace(b"numpy._core.", b"numpy.core.")
    (FOLDER / "itq_numpy1.pkl").write_bytes(old)
    columns = dict(good, pca_matrix=np.asfortranarray(good["pca_matrix"]))
    scalars = dict(columns, n_bits=np.int64(BITS), seed=np.int32(42), noise=np.float64(0.25))
    (FOLDER / "itq_scalars.pkl").write_bytes(pickle.dumps(scalars, 4))
    metadata = {
        "n_bits": BITS,
        "n_iterations": 50,
        "seed": 42,
        "model_name": "intfloat/multilingual-e5-small",
        "embedding_dim": DIM,
    }
    np.save(FOLDER / "e5_small_itq_metadata.npy", metadata, allow_pickle=True)

    bad = {
        "command": Command(),
        "command_inside": dict(good, seed=Command()),
        "eval": Evaluates(),
        "class": Settings(),
        "ordered": collections.OrderedDict(good),
        "list": [good],
        "objects": {"mean_vector": np.array([{"a": 1}, None], dtype=object)},
        "text_array": {"mean_vector": np.array(["a", "b"])},
        "set": {"a": {1, 2}},
    }
    for name, value in bad.items():
        for protocol in (2, 5):
            (FOLDER / f"bad_{name}_{protocol}.pkl").write_bytes(pickle.dumps(value, protocol))
    # Opcodes that call without REDUCE: INST and OBJ of protocol 0.
    (FOLDER / "bad_inst_2.pkl").write_bytes(b"\x80\x02(S'echo attacked'\nios\nsystem\n.")
    expected = {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in good.items()
    }
    (FOLDER / "expected.json").write_text(json.dumps(expected))


if __name__ == "__main__":
    main()
