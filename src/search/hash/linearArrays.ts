import type { ArraysCodec, FileArray, ReadingTools } from "./arraysCodec";
import { meanWarnings } from "./meanWarnings";

function squareMatrix(
  { file, shape, floats }: FileArray,
  { refuse }: ReadingTools,
): Float32Array {
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows !== columns)
    refuse("data.rotation-not-square", { file, shape });
  return floats();
}

/** mean (d,), pca (d, b) and rotation (b, b) of a linear hash; longer names are the notebooks'. */
export const linearArrays: ArraysCodec = {
  names: ["mean", "pca", "rotation"],
  longNames: {
    mean: /(^|_)mean(_vector)?$/,
    pca: /(^|_)pca(_matrix)?$/,
    rotation: /(^|_)rotation(_matrix)?$/,
  },
  bitsOf: "pca",
  read({ mean, pca, rotation }, tools) {
    const { dim, refuse } = tools;
    const [rows, bits] = pca.shape;
    if (pca.shape.length !== 2 || rows !== dim)
      refuse("data.pca-shape", { file: pca.file, shape: pca.shape, dim });
    const meanValues = mean.floats();
    if (meanValues.length !== dim)
      refuse("data.mean-length", {
        file: mean.file,
        values: meanValues.length,
        dim,
      });
    const rotationValues = squareMatrix(rotation, tools);
    if (rotationValues.length !== bits * bits)
      refuse("data.rotation-shape", {
        file: rotation.file,
        shape: rotation.shape,
        bits,
      });
    return {
      arrays: {
        mean: { shape: [dim], data: meanValues },
        pca: { shape: [dim, bits], data: pca.floats() },
        rotation: { shape: [bits, bits], data: rotationValues },
      },
      bits,
    };
  },
  warnings: ({ mean }, documents) => meanWarnings(mean.data, documents),
};

/** initial_rotation (b, b): where ITQ's iterations start. */
export const initialRotation: ArraysCodec = {
  names: ["initial_rotation"],
  longNames: { initial_rotation: /initial_rotation$/ },
  bitsOf: "initial_rotation",
  read({ initial_rotation: start }, tools) {
    const data = squareMatrix(start, tools);
    const [bits] = start.shape;
    return {
      arrays: { initial_rotation: { shape: [bits, bits], data } },
      bits,
    };
  },
  warnings: () => [],
};
