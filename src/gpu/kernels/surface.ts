import type { OperationContext, SurfaceInput } from "../../compute/backend";
import { emptySurface } from "../../compute/emptySurface";
import { maxBars } from "../../compute/filterSteps";
import {
  placeNeighbours,
  readHistogram,
  type Slots,
} from "../../compute/surfaceSlots";
import {
  codeQuads,
  codeRows,
  distanceRows,
  distancesPerWord,
  distanceWords,
} from "../layout";
import { pairedRanges } from "../ranges";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import code from "./surface.wgsl?raw";
import type { Surface } from "../../model/surface";

/** Histograms of one pass over the documents. */
const HISTOGRAM_BYTES = 2 ** 25;

/** Bins that fit workgroup memory: 16 KiB is what every device has. */
const MAX_LOCAL_BINS = 4096;

/** Local bins are whole steps of this: few kernels to compile. */
const LOCAL_BIN_STEP = 1024;

/** Documents of one workgroup. */
const BLOCK_ROWS = 4096;

/**
 * As `ComputeBackend.surface`, exact: the histograms of `surfaceSlots` are
 * counted on the device, what they say is read off here. Throws GpuError.
 */
export async function surfaceOnGpu(
  runtime: GpuRuntime,
  input: SurfaceInput,
  context: OperationContext,
): Promise<Surface> {
  const result = emptySurface(input);
  if (result.queries === 0 || input.codes.rows === 0) return result;
  const slots = Array.from({ length: result.queries }, (_, q) =>
    placeNeighbours(input, result, q),
  );
  await withWork(runtime, "surface", (work) =>
    countAll(work, input, result, slots, context),
  );
  return result;
}

/** The kernel's tables: (Q, bits + 1) of pairs, and (Q, k + 1) rows. */
function slotTables(
  { codes, excludedRows, k }: SurfaceInput,
  slots: readonly Slots[],
): { table: Uint32Array; levels: Int32Array } {
  const size = codes.bits + 1;
  const table = new Uint32Array(slots.length * size * 2);
  const levels = new Int32Array(slots.length * (k + 1));
  slots.forEach((own, q) => {
    let place = 0;
    for (let h = 0; h < size; h++) {
      const rows = own.rowsAt.get(h);
      const at = (q * size + h) * 2;
      table[at] = own.first[h];
      if (!rows) continue;
      table[at + 1] = rows.length | (place << 16);
      levels.set(rows, q * (k + 1) + place);
      place += rows.length;
    }
    levels[q * (k + 1) + k] = excludedRows[q];
  });
  return { table, levels };
}

async function countAll(
  work: GpuWork,
  input: SurfaceInput,
  result: Surface,
  slots: readonly Slots[],
  context: OperationContext,
): Promise<void> {
  const { codes, queryCodes, filter, k } = input;
  const { queries, steps } = result;
  const tableSize = codes.bits + 1;
  const bins = Math.max(...slots.map(({ count }) => count)) * steps;
  const isLocal = bins <= MAX_LOCAL_BINS;
  const { table, levels } = slotTables(input, slots);
  const grid =
    filter.space === "hamming" ? new Float32Array(4) : maxBars(filter);
  const batch = Math.max(1, Math.floor(HISTOGRAM_BYTES / (bins * 4)));

  const codeChunks = await work.resident(codeRows("codes", codes));
  const distanceChunks = await work.resident(
    distanceRows("pivot distances", filter, filter.documentDistances),
  );
  const [queryChunk] = await work.resident(codeRows("query codes", queryCodes));
  const [ownDistances] = await work.resident(
    distanceRows("query pivot distances", filter, filter.queryDistances),
  );
  const buffers = await work.allocate({
    table: table.byteLength,
    levels: levels.byteLength,
    thresholds: grid.byteLength,
    histogram: Math.min(batch, queries) * bins * 4,
  });
  work.upload(buffers.table, table);
  work.upload(buffers.levels, levels);
  work.upload(buffers.thresholds, grid);
  const kernel = await work.kernel({
    kernel: "surface",
    code,
    bindings: [...Array<"read">(7).fill("read"), "write"],
    constants: {
      quads: codeQuads(codes.bits),
      pivots: filter.pivots,
      distanceWords: distanceWords(filter),
      perWord: distancesPerWord(filter),
      squares: Number(filter.statistic === "sum-of-squares"),
      isLocal: Number(isLocal),
      localBins: isLocal
        ? LOCAL_BIN_STEP * Math.ceil(bins / LOCAL_BIN_STEP)
        : 1,
      tableSize,
    },
  });
  for (let first = 0; first < queries; first += batch) {
    const count = Math.min(batch, queries - first);
    const costPerRow =
      count * (codeQuads(codes.bits) * 4 + 2 * filter.pivots + 8);
    work.clear(buffers.histogram);
    for (const range of pairedRanges(codeChunks, distanceChunks, () =>
      work.rows(kernel.name, costPerRow, BLOCK_ROWS),
    )) {
      await work.dispatch({
        kernel,
        group: work.bind(kernel, [
          range.chunk.buffer,
          range.other.buffer,
          queryChunk.buffer,
          ownDistances.buffer,
          buffers.table,
          buffers.levels,
          buffers.thresholds,
          buffers.histogram,
        ]),
        params: [
          range.rows,
          BLOCK_ROWS,
          range.chunk.firstRow,
          range.start,
          first,
          bins,
          steps,
          k,
          filter.space === "hamming" ? 0 : filter.thresholds.length,
          range.otherStart,
        ],
        workgroups: [Math.ceil(range.rows / BLOCK_ROWS), count],
        cost: range.rows * costPerRow,
      });
      await context.checkpoint(
        first * codes.rows + (range.firstRow + range.rows) * count,
        queries * codes.rows,
      );
    }
    const counts = new Uint32Array(
      await work.read(buffers.histogram, count * bins * 4),
    );
    for (let q = 0; q < count; q++)
      readHistogram(
        counts.subarray(q * bins, (q + 1) * bins),
        slots[first + q],
        result,
        first + q,
      );
  }
}
