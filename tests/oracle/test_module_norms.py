"""The exported bitsieve.py takes the norms that the app takes: within 0.01 of 1.

    python -m unittest discover -s tests/oracle
"""

import importlib.util
import unittest
from pathlib import Path
from types import SimpleNamespace

PATH = Path(__file__).resolve().parents[2] / "src/export/modules/bitsieve.py"
DIM = 4


class ModuleNorms(unittest.TestCase):
    def test_lengths(self):
        spec = importlib.util.spec_from_file_location("bitsieve", PATH)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        identity = [float(i % (DIM + 1) == 0) for i in range(DIM * DIM)]
        parameters = SimpleNamespace(
            dim=DIM, bits=DIM, mean=[0.0] * DIM, pca=identity, rotation=identity
        )
        for length in (0.9901, 0.999, 1.0, 1.0099):
            vector = [length / 2] * DIM
            self.assertEqual(module.project(parameters, vector), vector)
        for length in (0.98, 1.0101, 2.0):
            with self.assertRaises(ValueError):
                module.project(parameters, [length / 2] * DIM)


if __name__ == "__main__":
    unittest.main()
