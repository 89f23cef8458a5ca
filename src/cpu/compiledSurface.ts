import type { OperationContext, SurfaceInput } from "../compute/backend";
import { emptySurface } from "../compute/emptySurface";
import { recordShape, slotRecords } from "../compute/slotRecords";
import type { CompiledPart, PartOperands } from "../compute/surfaceParts";
import { placeNeighbours, readHistogram } from "../compute/surfaceSlots";
import type { Surface } from "../model/surface";
import type { BitPool } from "./bitPool";
import type { HistogramTask, KernelCall } from "./histogramTask";
import { KEY_KERNELS, STEP_KERNELS } from "./surfaceKernels";

/** Queries of one part of a surface. */
const MAX_PART_QUERIES = 32;

/** Histograms of one part, whatever its queries. */
const HISTOGRAM_BYTES = 2 ** 25;

/** A score and a structure that have kernels in the tables. */
interface CompiledParts {
  readonly score: CompiledPart;
  readonly structure: CompiledPart;
}

/** Both parts of `input` as kernels of the tables, or null where one has none. */
export function compiledParts(input: SurfaceInput): CompiledParts | null {
  const score = input.score.compiled;
  const structure = input.structure.compiled;
  return score &&
    structure &&
    KEY_KERNELS.has(score.kernel) &&
    STEP_KERNELS.has(structure.kernel)
    ? { score, structure }
    : null;
}

function callOf(
  { kernel }: CompiledPart,
  { documents, constants }: PartOperands,
): KernelCall {
  return { kernel, documents, constants };
}

/** As `ComputeBackend.surface`, in WebAssembly, on all threads. */
export async function compiledSurface(
  pool: BitPool,
  threads: number,
  input: SurfaceInput,
  { score, structure }: CompiledParts,
  context: OperationContext,
): Promise<Surface> {
  const { excludedRows, k } = input;
  const { rows, most } = input.score;
  const result = emptySurface(input);
  const { queries, steps } = result;
  if (queries === 0) return result;
  const slots = Array.from({ length: queries }, (_, q) =>
    placeNeighbours(input, result, q),
  );
  const bins = Math.max(...slots.map(({ count }) => count)) * steps;
  const partQueries = Math.max(
    1,
    Math.min(
      MAX_PART_QUERIES,
      Math.ceil(queries / (2 * threads)),
      Math.floor(HISTOGRAM_BYTES / (4 * bins)),
    ),
  );
  const shape = recordShape(most, k);
  const keyOperands = score.operands();
  const stepOperands = structure.operands();
  const rowsOfQueries = (
    { queries: values }: PartOperands,
    start: number,
    end: number,
  ) => {
    const width = values.length / queries;
    return values.slice(start * width, end * width);
  };
  const counted = await pool.run<HistogramTask>(
    {
      kind: "histogram",
      operands: {
        rows,
        steps,
        shape,
        key: callOf(score, keyOperands),
        step: callOf(structure, stepOperands),
      },
      parts: Math.ceil(queries / partQueries),
      part: (index) => {
        const start = index * partQueries;
        const end = Math.min(queries, start + partQueries);
        return {
          queries: end - start,
          keyQueries: rowsOfQueries(keyOperands, start, end),
          stepQueries: rowsOfQueries(stepOperands, start, end),
          records: slotRecords(shape, slots, excludedRows, start, end),
          bins,
        };
      },
    },
    {
      checkpoint: (done) =>
        context.checkpoint(Math.min(queries, done * partQueries), queries),
    },
  );
  slots.forEach((ofQuery, q) => {
    const { histograms } = counted[Math.floor(q / partQueries)];
    const at = (q % partQueries) * bins;
    readHistogram(histograms.subarray(at, at + bins), ofQuery, result, q);
  });
  return result;
}
