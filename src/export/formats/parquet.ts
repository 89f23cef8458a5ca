import type { SchemaElement } from "hyparquet";
import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";
import type { ByteSink } from "./byteSink";

/** A column of documents.parquet. */
export type ParquetColumn =
  | {
      readonly name: string;
      readonly type: "INT64" | "INT32" | "FLOAT" | "STRING";
    }
  /** A list of f32, as many in every row. */
  | { readonly name: string; readonly type: "VECTOR" };

/** Values of one row group, a list for each column. */
export type ColumnValues = ColumnSource["data"];

export interface ParquetFile {
  /** One row group. */
  write(values: readonly ColumnValues[]): void;
  finish(): void;
}

/** hyparquet-writer's buffer, emptied into the sink after every row group. */
class SinkWriter extends ByteWriter {
  private readonly sink: ByteSink;

  constructor(sink: ByteSink) {
    super(1 << 20);
    this.sink = sink;
  }

  flush(): void {
    this.sink.write(new Uint8Array(this.buffer, 0, this.index));
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}

function schemaOf(columns: readonly ParquetColumn[]): SchemaElement[] {
  const root: SchemaElement = { name: "root", num_children: columns.length };
  return [root, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, type }: ParquetColumn): SchemaElement[] {
  const repetition_type = "REQUIRED";
  switch (type) {
    case "VECTOR":
      return [
        { name, repetition_type, num_children: 1, converted_type: "LIST" },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        { name: "element", type: "FLOAT", repetition_type },
      ];
    case "STRING":
      return [
        { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type },
      ];
    default:
      return [{ name, type, repetition_type }];
  }
}

/**
 * A Parquet file that grows by whole row groups; never more than one of them is
 * held in memory. Vectors are stored as they are: their bits do not compress.
 */
export function createParquet(
  sink: ByteSink,
  columns: readonly ParquetColumn[],
  metadata: Readonly<Record<string, string>>,
): ParquetFile {
  const writer = new ParquetWriter({
    writer: new SinkWriter(sink),
    schema: schemaOf(columns),
    codec: "SNAPPY",
    createdBy: "Bitsieve",
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({
      key,
      value,
    })),
  });
  return {
    write(values) {
      const rows = values[0]?.length ?? 0;
      const columnData = columns.map(({ name, type }, i): ColumnSource => {
        const data = values[i];
        return type === "VECTOR"
          ? {
              name,
              data,
              // No two numbers are equal: a dictionary would hold them all.
              encoding: "PLAIN",
              codec: "UNCOMPRESSED",
              statistics: false,
            }
          : { name, data };
      });
      const pending = writer.write({ columnData, rowGroupSize: rows });
      if (pending) throw new Error("a sink writes at once");
    },
    finish() {
      void writer.finish();
    },
  };
}
