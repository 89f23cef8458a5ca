import type { NpyArray } from "../../data/npy";
import type { Message } from "../../model/message";
import type { Recorded } from "./recorded";
import type { DatasetInfo } from "../../model/datasetInfo";

/** What the files record and the data set does not share. */
export function recordedWarnings(
  recorded: Recorded,
  info: DatasetInfo,
): readonly Message[] {
  const { model } = recorded;
  const last = (id: string) => id.split("/").pop() ?? id;
  return model !== null &&
    info.model !== null &&
    last(model) !== last(info.model)
    ? [
        {
          name: "import.another-model",
          params: { model, datasetModel: info.model },
        },
      ]
    : [];
}

/** Pivot distances of 256 bits and more do not fit the type that the notebooks save them in. */
export function wrapWarnings(
  arrays: ReadonlyMap<string, NpyArray>,
  bits: number | null,
): readonly Message[] {
  if (bits === null || bits < 256) return [];
  const wrapped = [...arrays].find(
    ([name, { dtype }]) => /pivot_distances$/.test(name) && dtype === "u1",
  );
  return wrapped
    ? [{ name: "import.distances-wrapped", params: { file: wrapped[0], bits } }]
    : [];
}

/** Vectors that came along and are not of length 1. */
export function lengthWarnings(
  arrays: ReadonlyMap<string, NpyArray>,
): readonly Message[] {
  for (const [name, { dtype, shape, data, fortranOrder }] of arrays) {
    if (!/embeddings$|^vectors$/.test(name) || shape.length !== 2) continue;
    if (dtype !== "f4" && dtype !== "f8") continue;
    if (fortranOrder) continue;
    const columns = shape[1];
    for (let row = 0; row < Math.min(shape[0], 1000); row++) {
      let squares = 0;
      for (let j = 0; j < columns; j++)
        squares += Number(data[row * columns + j]) ** 2;
      const length = Math.sqrt(squares);
      if (Math.abs(length - 1) > 1e-2)
        return [
          {
            name: "import.vectors-not-normalised",
            params: { file: name, row, length },
          },
        ];
    }
  }
  return [];
}
