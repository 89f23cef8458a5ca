import { compiled } from "./compiled";
import bytes from "./kernels/square.as.ts?wasm";
import { completeRows, missingRows } from "../numeric/missingRows";
import {
  expressSteps,
  LARGEST_SINGULAR_VALUE,
  LARGEST_TO_LIFT,
  liftingSteps,
  POLAR_TOLERANCE,
  polishStep,
  type QuinticStep,
} from "../numeric/quinticSteps";

/*
 * Polar factors one after the other, as ITQ asks for them, in one WebAssembly
 * memory on the calling thread. onnxruntime's threads, which its products would
 * use, go on spinning after each call and take the cores from ITQ's steps.
 */

interface Exports {
  pack(b: number, panels: number, size: number): void;
  multiply(
    a: number,
    aRow: number,
    aColumn: number,
    panels: number,
    c: number,
    d: number,
    alpha: number,
    beta: number,
    size: number,
    symmetric: number,
  ): void;
}

function isExports(exports: object): exports is Exports {
  return "pack" in exports && "multiply" in exports;
}

/** Steps of the power iteration: the last factor's vector is a good start. */
const POWER_STEPS = 4;
const FIRST_POWER_STEPS = 20;

/** Polishing steps for what is weak but not missing: each lifts it by 1.875. */
const MOST_POLISHED = 24;

const PAGE_BYTES = 65_536;
const FIRST_ADDRESS = 1024;

const none: ReadonlySet<number> = new Set();

/** Polar factors of (bits, bits) matrices that change little by little. */
export interface ResidentPolar {
  /**
   * The orthogonal factor of `m`, or null where the iteration did not make it
   * orthogonal to 5e-6: a matrix of nearly missing rank, which needs more
   * care. Where rows are missing (`missingRows`) the factor is that of the
   * others, completed: the missing ones may point anywhere.
   */
  factor(m: Float64Array): Float32Array | null;
}

/** An iteration for matrices of `bits` x `bits`. */
export function createResidentPolar(bits: number): ResidentPolar {
  const size = Math.ceil(bits / 8) * 8;
  const matrixBytes = size * size * 4;
  const place = (index: number) => FIRST_ADDRESS + index * matrixBytes;
  const at = {
    x: place(0),
    next: place(1),
    gram: place(2),
    factor: place(3),
    panels: place(4),
  };
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((FIRST_ADDRESS + 5 * matrixBytes) / PAGE_BYTES),
  });
  const { exports } = new WebAssembly.Instance(compiled(bytes), {
    env: { memory },
  });
  if (!isExports(exports))
    throw new Error("the square kernels lack their exports");
  const run = exports;
  const rowBytes = size * 4;
  const values = (address: number) =>
    new Float32Array(memory.buffer, address, size * size);
  let vector: Float64Array | null = null;

  /** Largest singular value of m, from below, by power iteration on m'm. */
  function largestSingularValue(m: Float64Array): number {
    const steps = vector ? POWER_STEPS : FIRST_POWER_STEPS;
    let v = vector ?? new Float64Array(bits).fill(1);
    const image = new Float64Array(bits);
    let value = 0;
    for (let step = 0; step < steps; step++) {
      const next = new Float64Array(bits);
      let squares = 0;
      for (let i = 0; i < bits; i++) {
        let sum = 0;
        for (let j = 0; j < bits; j++) sum += m[i * bits + j] * v[j];
        image[i] = sum;
        squares += sum * sum;
        for (let j = 0; j < bits; j++) next[j] += m[i * bits + j] * sum;
      }
      const length = Math.hypot(...v);
      value = length > 0 ? Math.sqrt(squares) / length : 0;
      const nextLength = Math.hypot(...next);
      if (!(nextLength > 0)) return 0;
      v = next.map((entry) => entry / nextLength);
    }
    vector = v;
    return value;
  }

  /** gram = x'x. */
  function gramOf(x: number): void {
    run.pack(x, at.panels, size);
    run.multiply(x, 4, rowBytes, at.panels, at.gram, 0, 1, 0, size, 1);
  }

  /** max|gram - I|, where a missing column has nothing in place of the 1. */
  function identityError(missing: ReadonlySet<number>): number {
    const gram = values(at.gram);
    let worst = 0;
    for (let i = 0; i < bits; i++)
      for (let j = 0; j < bits; j++) {
        const wanted = i === j && !missing.has(i) ? 1 : 0;
        const error = Math.abs(gram[i * size + j] - wanted);
        if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error;
      }
    return worst;
  }

  /** One step from `from` to `to`: x'x stands to the right, x (a + b x'x + c (x'x)^2). */
  function step(from: number, to: number, [a, b, c]: QuinticStep): void {
    gramOf(from);
    run.pack(at.gram, at.panels, size);
    run.multiply(
      at.gram,
      rowBytes,
      4,
      at.panels,
      at.factor,
      at.gram,
      c,
      b,
      size,
      1,
    );
    run.pack(at.factor, at.panels, size);
    run.multiply(from, rowBytes, 4, at.panels, to, from, 1, a, size, 0);
  }

  /** Steps from `at.x` on; where the last result lies, and where is room. */
  function iterate(steps: readonly QuinticStep[]): [number, number] {
    let x = at.x;
    let next = at.next;
    for (const coefficients of steps) {
      step(x, next, coefficients);
      [x, next] = [next, x];
    }
    return [x, next];
  }

  function factorOfFull(m: Float64Array): Float32Array | null {
    const largest = largestSingularValue(m);
    if (!(largest > 0)) return null;
    const scale = LARGEST_SINGULAR_VALUE / largest;
    const start = values(at.x);
    for (let i = 0; i < bits; i++)
      for (let j = 0; j < bits; j++)
        start[i * size + j] = m[i * bits + j] * scale;
    const [x] = iterate(expressSteps);
    gramOf(x);
    if (!(identityError(none) < POLAR_TOLERANCE)) {
      vector = null;
      return null;
    }
    const padded = values(x);
    const result = new Float32Array(bits * bits);
    for (let i = 0; i < bits; i++)
      result.set(padded.subarray(i * size, i * size + bits), i * bits);
    return result;
  }

  /** Of m', whose missing columns stay zero in every step. */
  function factorOfPart(
    m: Float64Array,
    missing: readonly number[],
  ): Float32Array | null {
    const largest = largestSingularValue(m);
    if (!(largest > 0)) return null;
    const isMissing = new Set(missing);
    const scale = LARGEST_TO_LIFT / largest;
    const start = values(at.x);
    for (let i = 0; i < bits; i++)
      for (let j = 0; j < bits; j++)
        start[j * size + i] = isMissing.has(i) ? 0 : m[i * bits + j] * scale;
    let [x, next] = iterate([...liftingSteps, ...expressSteps]);
    gramOf(x);
    for (let more = 0; !(identityError(isMissing) < POLAR_TOLERANCE); more++) {
      if (more === MOST_POLISHED) {
        vector = null;
        return null;
      }
      step(x, next, polishStep);
      [x, next] = [next, x];
      gramOf(x);
    }
    const padded = values(x);
    const result = new Float64Array(bits * bits);
    for (let i = 0; i < bits; i++)
      for (let j = 0; j < bits; j++)
        result[i * bits + j] = padded[j * size + i];
    completeRows(result, bits, missing);
    return Float32Array.from(result);
  }

  return {
    factor(m) {
      const missing = missingRows(m, bits);
      return missing.length === 0 ? factorOfFull(m) : factorOfPart(m, missing);
    },
  };
}
