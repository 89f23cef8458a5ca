import { halfToFloat32 } from "../numeric/half";
import { EmbedError } from "./embedError";
import { normaliseRows, poolTokens } from "./pooling";
import type { Runtime } from "./runtime";
import type { TokenIds } from "./tokenisedTexts";
import type { Pooling, EmbedDevice } from "../model/embedding";

/** Makes vectors of tokenised texts, one batch at a time. */
export interface BatchRunner {
  readonly device: EmbedDevice;
  /** (texts, dim) unit vectors. Rejects when the device or the memory fails. */
  run(texts: readonly TokenIds[]): Promise<Float32Array>;
  release(): Promise<void>;
}

export interface Weights {
  readonly graph: Uint8Array;
  /** Files that the graph refers to, by their name. */
  readonly data: readonly {
    readonly path: string;
    readonly data: Uint8Array;
  }[];
}

export interface RunnerOptions {
  readonly runtime: Runtime;
  readonly weights: Weights;
  readonly device: EmbedDevice;
  /** The shared device, for "webgpu". */
  readonly gpu: GPUDevice | null;
  readonly padId: number;
  readonly pooling: Pooling;
  /** Refuses a model of another width; null takes what comes. */
  readonly dim: number | null;
  /** For messages. */
  readonly model: string;
}

/**
 * Opens a session for the weights.
 *
 * @throws EmbedError "bad-model" when the runtime refuses the graph.
 */
export async function openRunner(options: RunnerOptions): Promise<BatchRunner> {
  const { runtime, weights, device, gpu, model } = options;
  const { ort } = runtime;
  const session = await runtime
    .exclusive(() =>
      ort.InferenceSession.create(weights.graph, {
        executionProviders:
          device === "webgpu" && gpu
            ? [{ name: "webgpu", device: gpu }]
            : ["wasm"],
        ...(weights.data.length > 0
          ? { externalData: weights.data.map((file) => ({ ...file })) }
          : {}),
        logSeverityLevel: 3,
      }),
    )
    .catch((error: unknown) => {
      throw new EmbedError(
        "bad-model",
        "embed.weights-refused",
        {
          model,
          detail: error instanceof Error ? error.message : String(error),
        },
        { cause: error },
      );
    });

  const names = new Set(session.inputNames);
  const output = session.outputNames.includes("last_hidden_state")
    ? "last_hidden_state"
    : session.outputNames[0];

  async function run(texts: readonly TokenIds[]): Promise<Float32Array> {
    const length = Math.max(1, ...texts.map((ids) => ids.length));
    const rows = texts.length;
    const ids = new BigInt64Array(rows * length).fill(BigInt(options.padId));
    const mask = new BigInt64Array(rows * length);
    texts.forEach((tokens, row) => {
      tokens.forEach((id, place) => {
        ids[row * length + place] = BigInt(id);
        mask[row * length + place] = 1n;
      });
    });
    const shape = [rows, length];
    const tensor = (data: BigInt64Array) =>
      new ort.Tensor("int64", data, shape);
    const feeds: Record<string, InstanceType<typeof ort.Tensor>> = {
      input_ids: tensor(ids),
    };
    if (names.has("attention_mask")) feeds.attention_mask = tensor(mask);
    if (names.has("token_type_ids"))
      feeds.token_type_ids = tensor(new BigInt64Array(rows * length));
    const results = await runtime.exclusive(() => session.run(feeds, [output]));
    const result = results[output];
    try {
      const values = floatsOf(await result.getData(), model);
      const dim = result.dims[result.dims.length - 1];
      checkWidth(dim, options.dim, model);
      if (result.dims.length === 2) return normaliseRows(values, dim);
      const lengths = Uint32Array.from(texts, (tokens) => tokens.length);
      return poolTokens(values, lengths, length, dim, options.pooling);
    } finally {
      result.dispose();
    }
  }

  return {
    device,
    run,
    release: () => runtime.exclusive(() => session.release()),
  };
}

function checkWidth(width: number, expected: number | null, model: string) {
  if (expected !== null && width !== expected)
    throw new EmbedError("bad-model", "embed.width-differs", {
      model,
      width,
      expected,
    });
}

function floatsOf(data: unknown, model: string): Float32Array {
  if (data instanceof Float32Array) return data;
  // Half precision comes as its bits, or as a Float16Array where the browser has one.
  if (data instanceof Uint16Array) return halfToFloat32(data);
  if (
    ArrayBuffer.isView(data) &&
    "BYTES_PER_ELEMENT" in data &&
    data.BYTES_PER_ELEMENT === 2
  )
    return halfToFloat32(
      new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2),
    );
  throw new EmbedError("bad-model", "embed.no-floats", { model });
}
