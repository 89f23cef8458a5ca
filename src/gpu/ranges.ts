import type { RowChunk } from "./resident";

/** Rows [firstRow, firstRow + rows) of an operand. */
export type RowSpan = Pick<RowChunk, "firstRow" | "rows">;

/** Rows [start, start + rows) of a chunk. */
export interface RowRange<Chunk extends RowSpan = RowChunk> {
  readonly chunk: Chunk;
  /** First row within the chunk. */
  readonly start: number;
  readonly rows: number;
  /** First row within the whole operand. */
  readonly firstRow: number;
}

/**
 * All rows in order, cut at the ends of chunks and after at most `most()` rows,
 * which is asked anew for each range: the pace changes as it is measured.
 */
export async function* rowRanges(
  chunks: Iterable<RowChunk> | AsyncIterable<RowChunk>,
  most: () => number,
): AsyncGenerator<RowRange> {
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.rows;) {
      const rows = Math.min(Math.max(1, most()), chunk.rows - start);
      yield { chunk, start, rows, firstRow: chunk.firstRow + start };
      start += rows;
    }
  }
}

/** A range of rows of two operands whose chunks may be cut differently. */
export interface PairedRange<
  Chunk extends RowSpan = RowChunk,
  Other extends RowSpan = Chunk,
> extends RowRange<Chunk> {
  readonly other: Other;
  /** First row within `other`. */
  readonly otherStart: number;
}

/** `rowRanges` of one operand that is paired with itself. */
export async function* selfPairedRanges(
  chunks: Iterable<RowChunk> | AsyncIterable<RowChunk>,
  most: () => number,
): AsyncGenerator<PairedRange> {
  for await (const range of rowRanges(chunks, most))
    yield { ...range, other: range.chunk, otherStart: range.start };
}

/** `rowRanges` of `chunks`, cut at the ends of `others` as well. */
export function* pairedRanges<Chunk extends RowSpan, Other extends RowSpan>(
  chunks: readonly Chunk[],
  others: readonly Other[],
  most: () => number,
): Generator<PairedRange<Chunk, Other>> {
  let at = 0;
  for (const other of others) {
    const end = other.firstRow + other.rows;
    for (const chunk of chunks) {
      for (;;) {
        const start = at - chunk.firstRow;
        if (start < 0 || start >= chunk.rows || at >= end) break;
        const rows = Math.min(
          Math.max(1, most()),
          chunk.rows - start,
          end - at,
        );
        yield {
          chunk,
          start,
          rows,
          firstRow: at,
          other,
          otherStart: at - other.firstRow,
        };
        at += rows;
      }
    }
  }
}
