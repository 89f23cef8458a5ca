"""Hashes vectors and searches hashes as Bitsieve does. Python 3.8+, nothing else.

    python bitsieve.py            checks this module against golden.json

    from bitsieve import load_parameters, load_documents, encode, search
    parameters = load_parameters("parameters.safetensors")
    documents = load_documents("documents.safetensors")
    search(parameters, documents, vector, limit=500, threshold=20)
        -> [(id, hamming distance), ...], nearest first

A vector must come from the model that the parameters were trained for, with the
same prefix before the text and scaled to length 1. Codes are bytes; bit 0 is the
most significant bit of byte 0 (numpy.packbits).
"""

import array
import json
import math
import struct
import sys

_TYPES = {"F32": "f", "U8": "B", "U16": "H", "I32": "i", "I64": "q"}
#: A norm may be so far from 1: half precision rounds unit vectors by about as much.
_NORM_TOLERANCE = 1e-2


class Parameters:
    """mean (d,), pca (d, b), rotation (b, b) by rows, and parts; see stored_of."""

    def __init__(self, arrays, metadata):
        self.metadata = metadata
        self.mean, _ = arrays["mean"]
        self.pca, (self.dim, self.bits) = arrays["pca"]
        self.rotation, _ = arrays["rotation"]
        for name, value in RULE.items():
            if metadata.get(name) != value:
                raise ValueError(
                    f"this module's rule is for {name} {value}, the parameters say {metadata.get(name)}"
                )
        self.parts = parts_of(arrays)


class Documents:
    """ids, codes as whole numbers, stored values (n, stored_count) by rows."""

    def __init__(self, arrays):
        self.ids, (count,) = arrays["ids"]
        packed, (_, width) = arrays["packed_hashes"]
        data = packed.tobytes()
        self.codes = [
            int.from_bytes(data[i * width : (i + 1) * width], "big")
            for i in range(count)
        ]
        stored = [arrays[name] for name in STORED]
        self.stored_count = sum(shape[1] for _, shape in stored)
        if len(stored) == 1:
            self.stored = stored[0][0]
        else:
            self.stored = [
                value
                for row in range(count)
                for values, (_, columns) in stored
                for value in values[row * columns : (row + 1) * columns]
            ]


def read_safetensors(path):
    """{name: (array, shape)} and the metadata of a .safetensors file."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = array.array(_TYPES[entry["dtype"]], data[begin:end])
        if sys.byteorder == "big":
            values.byteswap()
        arrays[name] = (values, entry["shape"])
    return arrays, metadata


def load_parameters(path):
    return Parameters(*read_safetensors(path))


def load_documents(path):
    return Documents(read_safetensors(path)[0])


def project(parameters, vector):
    """(x - mean) @ pca @ rotation, a list of b numbers."""
    if len(vector) != parameters.dim:
        raise ValueError(
            f"the vector has {len(vector)} dimensions, the parameters {parameters.dim}"
        )
    norm = math.sqrt(sum(x * x for x in vector))
    if abs(norm - 1) > _NORM_TOLERANCE:
        raise ValueError(f"the vector has length {norm:.4f}: scale it to length 1")
    centred = [x - m for x, m in zip(vector, parameters.mean)]
    return _times(_times(centred, parameters.pca, parameters.bits), parameters.rotation, parameters.bits)


def _times(vector, matrix, columns):
    """vector @ matrix, the matrix by rows."""
    result = [0.0] * columns
    for i, value in enumerate(vector):
        start = i * columns
        for j in range(columns):
            result[j] += value * matrix[start + j]
    return result


def _pack(bits):
    code = bytearray((len(bits) + 7) // 8)
    for j, bit in enumerate(bits):
        if bit:
            code[j >> 3] |= 0x80 >> (j & 7)
    return bytes(code)


def encode(parameters, vector):
    """(code, stored): bytes, and the values that are stored beside it."""
    code = _pack([z > 0 for z in project(parameters, vector)])
    return code, stored_of(parameters, vector, code)


def _f32(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def _square(value):
    return value * value


def hamming(a, b):
    """Number of differing bits of two codes."""
    return bin(int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).count("1")


def signed_words(code):
    """The code as signed 64-bit words: columns h0, h1, ... of the SQL kits."""
    padded = code + bytes(-len(code) % 8)
    return list(struct.unpack(f">{len(padded) // 8}q", padded))


# What this export stores, and which documents it keeps.

#: Arrays of documents.safetensors beside the codes: their names in golden.json.
STORED = {}


def parts_of(arrays):
    """Nothing is stored beside the codes."""
    return []


def stored_of(parameters, vector, code):
    """Nothing is stored beside the codes."""
    return []


#: The parameters that this rule was written for.
RULE = {}


def keeps(query, document, threshold):
    """Nothing is stored to filter by: every document is kept."""
    return True


# End of what it keeps.


def rank(documents, code, stored, limit, threshold=None, left_out=None):
    """[(id, hamming)] by (hamming, id) among the documents that the filter keeps."""
    wanted = int.from_bytes(code, "big")
    found = []
    count = documents.stored_count
    for row, other in enumerate(documents.codes):
        if documents.ids[row] == left_out:
            continue
        own = documents.stored[row * count : (row + 1) * count]
        if keeps(stored, own, threshold):
            found.append((bin(wanted ^ other).count("1"), documents.ids[row]))
    found.sort()
    return [(number, distance) for distance, number in found[:limit]]


def search(parameters, documents, vector, limit, threshold=None, left_out=None):
    """The nearest documents of a vector: encode, then rank."""
    code, stored = encode(parameters, vector)
    return rank(documents, code, stored, limit, threshold, left_out)


def check(parameters, documents, golden):
    """What differs from golden.json, in words; an empty list is parity."""
    problems = []
    for query in golden["queries"]:
        name = f"{query['kind']} {query['id']}"
        code, stored = encode(parameters, query["input"])
        values = [value for key in STORED.values() for value in query[key]]
        expected = bytes.fromhex(query["code"])
        wrong = [
            j
            for j in range(golden["bits"])
            if (code[j >> 3] ^ expected[j >> 3]) & (0x80 >> (j & 7))
            and j not in query["uncertainBits"]
        ]
        if wrong:
            problems.append(f"{name}: bits {wrong} differ")
        if any(abs(a - b) > 1e-6 for a, b in zip(stored, values)) and not wrong:
            problems.append(f"{name}: stored values {stored}, expected {values}")
        for part, threshold in (("all", None), ("filtered", golden["threshold"])):
            answer = query[part]
            if answer is None:
                continue
            # From the expected code on: rounding of a bit must not hide a mistake of the ranking.
            limit = max(1, len(query["all"]["ids"]))
            found = rank(documents, expected, values, limit, threshold, query["leftOut"])
            if found != list(zip(answer["ids"], answer["distances"])):
                problems.append(f"{name}: the answer '{part}' differs")
    return problems


def main():
    parameters = load_parameters("parameters.safetensors")
    documents = load_documents("documents.safetensors")
    with open("golden.json", encoding="utf-8") as file:
        golden = json.load(file)
    problems = check(parameters, documents, golden)
    print("\n".join(problems) or f"identical: {len(golden['queries'])} golden queries")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
