import { columnKindOf, readRowValues } from "../elements";
import { elementTypeOf, readSafetensorsHeader } from "../safetensors";
import type { OpenTable } from "../table";
import { arrayTable } from "./arrayTable";

/**
 * Opens a .safetensors file: each tensor is a column, its rows are read where they lie.
 *
 * @throws DataError "truncated" or "unknown-format".
 */
export async function openSafetensors(file: File): Promise<OpenTable> {
  const tensors = await readSafetensorsHeader(file);
  return arrayTable({
    fileName: file.name,
    format: "safetensors",
    sizeBytes: file.size,
    arrays: tensors.map(({ name, dtype, shape, from, to }) => {
      const type = elementTypeOf(dtype);
      const kind = type ? columnKindOf(type, shape.length) : "other";
      const [rows = 1, width = 1] = shape;
      const rowBytes = rows > 0 ? (to - from) / rows : 0;
      const label = `${file.name}, ${name}`;
      return {
        name,
        type: `${dtype} (${shape.join(", ")})`,
        kind,
        rows,
        width,
        async readRows(first: number, last: number) {
          if (!type) throw new RangeError(`${dtype} numbers are not read`);
          const buffer = await file
            .slice(from + first * rowBytes, from + last * rowBytes)
            .arrayBuffer();
          return readRowValues(buffer, type, {
            from: first,
            width,
            fileName: label,
          });
        },
      };
    }),
  });
}
