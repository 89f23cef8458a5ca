import type { OperationContext, SurfaceInput } from "../../compute/backend";
import { emptySurface } from "../../compute/emptySurface";
import { recordShape, slotRecords } from "../../compute/slotRecords";
import type { WgslPart } from "../../compute/surfaceParts";
import {
  placeNeighbours,
  readHistogram,
  type Slots,
} from "../../compute/surfaceSlots";
import type { Surface } from "../../model/surface";
import { GpuError } from "../gpuError";
import type { BindingType, Kernel } from "../pipelines";
import { pairedRanges, type RowSpan } from "../ranges";
import type { GpuRuntime } from "../runtime";
import { type GpuWork, withWork } from "../work";
import code from "./surface.wgsl?raw";

/** Histograms of one pass over the documents, and records of its queries. */
const HISTOGRAM_BYTES = 2 ** 25;
const RECORD_BYTES = 2 ** 25;

/** Bins that fit workgroup memory: 16 KiB is what every device has. */
const MAX_LOCAL_BINS = 4096;

/** Local bins are whole steps of this: few kernels to compile. */
const LOCAL_BIN_STEP = 1024;

/** Documents of one workgroup. */
const BLOCK_ROWS = 4096;

/** Simple operations of the count for one pair, beside those of the parts. */
const COUNT_COST = 8;

/** A score and a structure as WGSL. */
interface WgslParts {
  readonly score: WgslPart;
  readonly structure: WgslPart;
}

/** Both parts of `input` as WGSL, or null where one of them has none. */
export function wgslParts({
  score,
  structure,
}: SurfaceInput): WgslParts | null {
  return score.wgsl && structure.wgsl
    ? { score: score.wgsl, structure: structure.wgsl }
    : null;
}

/**
 * As `ComputeBackend.surface`, exact: the histograms of `surfaceSlots` are
 * counted on the device, what they say is read off here. Throws GpuError.
 */
export async function surfaceOnGpu(
  runtime: GpuRuntime,
  input: SurfaceInput,
  parts: WgslParts,
  context: OperationContext,
): Promise<Surface> {
  const result = emptySurface(input);
  if (result.queries === 0 || input.score.rows === 0) return result;
  const slots = Array.from({ length: result.queries }, (_, q) =>
    placeNeighbours(input, result, q),
  );
  await withWork(runtime, "surface", (work) =>
    countAll(work, input, parts, result, slots, context),
  );
  return result;
}

const reads = (count: number) => new Array<BindingType>(count).fill("read");

function bindingsOf({ documents, others }: WgslPart): BindingType[] {
  return reads((documents ? 1 : 0) + others.length);
}

/** Documents that one bind group of a part is for. */
interface BoundSpan extends RowSpan {
  readonly group: GPUBindGroup;
}

/** The bind groups of a part, in the order of the documents. */
async function bindPart(
  work: GpuWork,
  kernel: Kernel,
  at: number,
  { documents, others }: WgslPart,
  rows: number,
): Promise<readonly BoundSpan[]> {
  const whole: GPUBuffer[] = [];
  for (const source of others) {
    const chunks = await work.resident(source);
    if (chunks.length !== 1)
      throw new GpuError(
        "limit",
        `The GPU cannot bind ${source.rows} rows of ${source.name} at once.`,
      );
    whole.push(chunks[0].buffer);
  }
  if (!documents)
    return [{ firstRow: 0, rows, group: work.bind(kernel, whole, at) }];
  const chunks = await work.resident(documents);
  return chunks.map((chunk) => ({
    firstRow: chunk.firstRow,
    rows: chunk.rows,
    group: work.bind(kernel, [chunk.buffer, ...whole], at),
  }));
}

async function countAll(
  work: GpuWork,
  input: SurfaceInput,
  { score, structure }: WgslParts,
  result: Surface,
  slots: readonly Slots[],
  context: OperationContext,
): Promise<void> {
  const { excludedRows, k } = input;
  const { rows, most } = input.score;
  const { queries, steps } = result;
  const shape = recordShape(most, k);
  const bins = Math.max(...slots.map(({ count }) => count)) * steps;
  const isLocal = bins <= MAX_LOCAL_BINS;
  const batch = Math.min(
    queries,
    Math.max(
      1,
      Math.min(
        Math.floor(HISTOGRAM_BYTES / (4 * bins)),
        Math.floor(RECORD_BYTES / (4 * shape.words)),
      ),
    ),
  );
  const kernel = await work.kernel({
    kernel: `surface of ${score.name}, ${structure.name}`,
    code: [code, score.code, structure.code].join("\n"),
    bindings: ["read", "write"],
    parts: [bindingsOf(score), bindingsOf(structure)],
    constants: {
      ...score.constants,
      ...structure.constants,
      isLocal: Number(isLocal),
      localBins: isLocal
        ? LOCAL_BIN_STEP * Math.ceil(bins / LOCAL_BIN_STEP)
        : 1,
      isDirect: Number(shape.isDirect),
    },
  });
  const keySpans = await bindPart(work, kernel, 2, score, rows);
  const stepSpans = await bindPart(work, kernel, 3, structure, rows);
  const buffers = await work.allocate({
    records: batch * shape.words * 4,
    histogram: batch * bins * 4,
  });
  const group = work.bind(kernel, [buffers.records, buffers.histogram]);
  for (let first = 0; first < queries; first += batch) {
    const count = Math.min(batch, queries - first);
    const costPerRow = count * (score.cost + structure.cost + COUNT_COST);
    work.upload(
      buffers.records,
      slotRecords(shape, slots, excludedRows, first, first + count),
    );
    work.clear(buffers.histogram);
    for (const range of pairedRanges(keySpans, stepSpans, () =>
      work.rows(kernel.name, costPerRow, BLOCK_ROWS),
    )) {
      await work.dispatch({
        kernel,
        group,
        parts: [range.chunk.group, range.other.group],
        params: [
          range.rows,
          BLOCK_ROWS,
          range.firstRow,
          range.start,
          range.otherStart,
          first,
          bins,
          steps,
          k,
          shape.words / 2,
        ],
        workgroups: [Math.ceil(range.rows / BLOCK_ROWS), count],
        cost: range.rows * costPerRow,
      });
      await context.checkpoint(
        first * rows + (range.firstRow + range.rows) * count,
        queries * rows,
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
