import type {
  Codes,
  Matrix,
  OperationContext,
  PairSimilarities,
} from "../../compute/backend";
import { wordsPerCode } from "../../numeric/bits";
import { codeQuads, codeRows, matrixRows, quads } from "../layout";
import type { GpuRuntime } from "../runtime";
import { withWork } from "../work";
import code from "./pairs.wgsl?raw";

/** Rows of the gathered vectors, in bytes: one binding on any device. */
const GATHER_BYTES = 2 ** 26;

/** Pairs of one reading. */
const MAX_PAIRS = 2 ** 20;

/** Pairs whose rows fit together, those rows, and the pairs by place in them. */
interface PairBlock {
  readonly first: number;
  readonly count: number;
  readonly rows: Uint32Array;
  readonly places: Uint32Array;
}

/** Cuts the pairs so that the different rows of each block fit a binding. */
function* pairBlocks(
  pairs: Uint32Array,
  maxRows: number,
): Generator<PairBlock> {
  const total = pairs.length / 2;
  for (let first = 0; first < total;) {
    const placeOf = new Map<number, number>();
    const places: number[] = [];
    let count = 0;
    while (first + count < total && count < MAX_PAIRS) {
      if (placeOf.size + 2 > maxRows) break;
      for (let side = 0; side < 2; side++) {
        const row = pairs[2 * (first + count) + side];
        let place = placeOf.get(row);
        if (place === undefined) {
          place = placeOf.size;
          placeOf.set(row, place);
        }
        places.push(place);
      }
      count++;
    }
    yield {
      first,
      count,
      rows: Uint32Array.from(placeOf.keys()),
      places: Uint32Array.from(places),
    };
    first += count;
  }
}

/**
 * As `ComputeBackend.pairSimilarities`: the rows that pairs name are gathered
 * here, a sample being small, and compared on the device. Throws GpuError.
 */
export async function pairSimilaritiesOnGpu(
  runtime: GpuRuntime,
  x: Matrix,
  codes: Codes,
  pairs: Uint32Array,
  context: OperationContext,
): Promise<PairSimilarities> {
  const total = pairs.length / 2;
  const hamming = new Uint16Array(total);
  const cosine = new Float32Array(total);
  const d = x.columns;
  const words = wordsPerCode(codes.bits);
  const rowBytes = 16 * Math.max(quads(d), codeQuads(codes.bits));
  const maxRows = Math.max(2, Math.floor(GATHER_BYTES / rowBytes));
  for (const block of pairBlocks(pairs, maxRows)) {
    await withWork(runtime, "pairSimilarities", async (work) => {
      const vectors = new Float32Array(block.rows.length * d);
      const codeWords = new Uint32Array(block.rows.length * words);
      block.rows.forEach((row, i) => {
        vectors.set(x.data.subarray(row * d, (row + 1) * d), i * d);
        codeWords.set(
          codes.words.subarray(row * words, (row + 1) * words),
          i * words,
        );
      });
      const rows = block.rows.length;
      const xRows = matrixRows("x", { data: vectors, rows, columns: d });
      const ownRows = codeRows("codes", {
        words: codeWords,
        rows,
        bits: codes.bits,
      });
      const buffers = await work.allocate({
        x: rows * xRows.rowBytes,
        codes: rows * ownRows.rowBytes,
        pairs: block.places.byteLength,
        hamming: block.count * 4,
        cosine: block.count * 4,
      });
      work.upload(buffers.x, xRows.read(0, rows));
      work.upload(buffers.codes, ownRows.read(0, rows));
      work.upload(buffers.pairs, block.places);
      const kernel = await work.kernel({
        kernel: "pairs",
        code,
        bindings: ["read", "read", "read", "write", "write"],
        constants: { vectorQuads: quads(d), codeQuads: codeQuads(codes.bits) },
      });
      await work.dispatch({
        kernel,
        group: work.bind(kernel, [
          buffers.x,
          buffers.codes,
          buffers.pairs,
          buffers.hamming,
          buffers.cosine,
        ]),
        params: [block.count],
        workgroups: [Math.ceil(block.count / 64)],
        cost: block.count * quads(d) * 12,
      });
      const sizeBytes = block.count * 4;
      hamming.set(
        new Uint32Array(await work.read(buffers.hamming, sizeBytes)),
        block.first,
      );
      cosine.set(
        new Float32Array(await work.read(buffers.cosine, sizeBytes)),
        block.first,
      );
    });
    await context.checkpoint(block.first + block.count, total);
  }
  return { hamming, cosine };
}
