import { readSafetensorsHeader } from "../safetensors";
import type { OpenTable } from "../table";
import { arrayTable } from "./arrayTable";
import { type ElementType, kindOf, toFloats, toIntegers } from "./numbers";

const types: Readonly<Record<string, ElementType>> = {
  F16: "f2",
  BF16: "bf",
  F32: "f4",
  F64: "f8",
  I8: "i1",
  U8: "u1",
  I16: "i2",
  U16: "u2",
  I32: "i4",
  U32: "u4",
  I64: "i8",
  U64: "u8",
  BOOL: "b1",
};

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
      const type = types[dtype];
      const kind = type ? kindOf(type, shape.length) : "other";
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
          const buffer = await file
            .slice(from + first * rowBytes, from + last * rowBytes)
            .arrayBuffer();
          return kind === "vector"
            ? toFloats(type, buffer, label)
            : toIntegers(type, buffer, label);
        },
      };
    }),
  });
}
