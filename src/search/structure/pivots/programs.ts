import type { StoredPrograms } from "../../../model/rule";
import type { PivotRule } from "./rule";

const pythonHead = `def parts_of(arrays):
    """The pivots of the parameters."""
    pivots, (count, width) = arrays["pivots"]
`;

/** Codes, which the parameters hold as one 0 or 1 a bit. */
const ofCodes: StoredPrograms = {
  python: `${pythonHead}    return [_pack(pivots[p * width : (p + 1) * width]) for p in range(count)]


def stored_of(parameters, vector, code):
    """Hamming distance of the code to each pivot."""
    return [hamming(code, pivot) for pivot in parameters.parts]
`,
  typescript: `type Part = Uint8Array;

/** The pivots of the parameters. */
function partsOf(tensors: ReadonlyMap<string, Tensor>): readonly Part[] {
  const { shape, values } = tensorOf(tensors, "pivots");
  const [count, width] = shape;
  return Array.from({ length: count }, (_, p) =>
    pack(
      Array.from(
        { length: width },
        (_, j) => Number(values[p * width + j]) === 1,
      ),
    ),
  );
}

/** Hamming distance of the code to each pivot. */
function storedOf(
  { parts }: Parameters,
  _vector: ArrayLike<number>,
  code: Uint8Array,
): readonly number[] {
  return parts.map((pivot) => hamming(code, pivot));
}
`,
};

function ofVectors(distance: {
  /** In the comment. */
  readonly name: string;
  readonly python: string;
  readonly typescript: string;
}): StoredPrograms {
  return {
    python: `${pythonHead}    return [pivots[p * width : (p + 1) * width] for p in range(count)]


def stored_of(parameters, vector, code):
    """${distance.name} of the vector and each pivot."""
    return [_distance(vector, pivot) for pivot in parameters.parts]


def _distance(a, b):
    scale = math.sqrt(sum(x * x for x in a) * sum(x * x for x in b))
    cosine = sum(x * y for x, y in zip(a, b)) / scale if scale > 0 else 0.0
    return _f32(${distance.python})
`,
    typescript: `type Part = Float32Array;

/** The pivots of the parameters. */
function partsOf(tensors: ReadonlyMap<string, Tensor>): readonly Part[] {
  const [count, width] = tensorOf(tensors, "pivots").shape;
  const values = floatsOf(tensors, "pivots");
  return Array.from({ length: count }, (_, p) =>
    values.slice(p * width, (p + 1) * width),
  );
}

/** ${distance.name} of the vector and each pivot. */
function storedOf(
  { parts }: Parameters,
  vector: ArrayLike<number>,
  _code: Uint8Array,
): readonly number[] {
  return parts.map((pivot) => {
    const scale = Math.sqrt(dot(vector, vector) * dot(pivot, pivot));
    const cosine = scale > 0 ? dot(vector, pivot) / scale : 0;
    return Math.fround(${distance.typescript});
  });
}
`,
  };
}

/** How other programs make what is stored of a vector, by the space. */
export const pivotPrograms: Readonly<
  Record<PivotRule["space"], StoredPrograms>
> = {
  hamming: ofCodes,
  cosine: ofVectors({
    name: "1 - cos",
    python: "1 - cosine",
    typescript: "1 - cosine",
  }),
  angular: ofVectors({
    name: "arccos(cos), radians,",
    python: "math.acos(max(-1.0, min(1.0, cosine)))",
    typescript: "Math.acos(Math.max(-1, Math.min(1, cosine)))",
  }),
};
