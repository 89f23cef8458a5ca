import type { Methods } from "../search/registry";
import type { PreparedStructure } from "../search/structure/structure";
import { canonicalJson } from "../numeric/canonicalJson";
import type { Codes, Matrix } from "../compute/backend";
import {
  type Split,
  splitInCorpus,
  splitQuerySet,
  splitRemoved,
} from "../evaluate/split";
import { NumpyRandomState } from "../numeric/random/mt19937";
import { ConfigError } from "../model/configError";
import type { Message } from "../model/message";
import type { Dataset } from "./dataset";
import { type Parameters, startOf } from "./importedParameters";
import type { FittedHash } from "../search/hash/hash";
import { fitHash } from "./fitHash";
import type { PipelineInput } from "./pipelineInput";
import { stageContext } from "./progress";
import type { RunConfig } from "../model/run/configuration";
import type { StageLog } from "./stageCache";
import type { Surface } from "../model/surface";
import type { StageName } from "../model/stages";
import { gatherCodes, gatherRows } from "../compute/gather";

/** Of a corpus above this only one copy without its queries is kept. */
const LARGE_CORPUS_BYTES = 2 ** 28;

/** Everything that a finished run leaves in the worker. */
export interface RunState {
  readonly config: RunConfig;
  readonly methods: Methods;
  readonly split: Split;
  readonly corpus: Matrix;
  readonly queries: Matrix;
  readonly hash: FittedHash;
  readonly codes: Codes;
  readonly queryCodes: Codes;
  readonly structure: PreparedStructure;
  /** (Q, k) corpus rows that count as true. */
  readonly groundTruth: Int32Array;
  /** (Q, k) corpus rows of highest cosine, whichever count. */
  readonly exactNeighbours: Int32Array;
  readonly surface: Surface;
  readonly imported: Parameters["used"];
  readonly log: StageLog;
}

/** Runs every stage whose inputs changed since it was last computed. */
export async function runPipeline(input: PipelineInput): Promise<RunState> {
  const { dataset, config, methods, imported, backend, cache, call } = input;
  const log: StageLog = { timingsMs: {}, cached: [] };
  const stage = (name: StageName) => stageContext({ stage: name }, call);

  const split = drawQueries(dataset, config, imported);
  const splitKey = `${dataset.info.fingerprint}|${splitName(split)}`;
  const { corpus, queries } = await cache.resolve(
    "split",
    splitKey,
    log,
    async () => gather(dataset, split),
    dataset.vectors.data.byteLength > LARGE_CORPUS_BYTES ? 1 : undefined,
  );
  const { k, groundTruth: truthSource } = config;
  const truthSettings = canonicalJson({ k, groundTruth: truthSource });
  const given =
    truthSource === "given" ? givenTruth(dataset, split, config.k) : null;
  // The given ones are compared with these also where they count as true.
  const exactNeighbours = await cache.resolve(
    "ground-truth",
    `${splitKey}|${k}`,
    log,
    () =>
      backend.cosineTopK(
        queries,
        corpus,
        config.k,
        split.excludedRows,
        stage("ground-truth"),
      ),
  );
  const groundTruth = given ?? exactNeighbours;

  // In-corpus queries and query sets train on every document.
  const documentsKey =
    split.source === "removed" ? splitKey : dataset.info.fingerprint;
  const hash = await fitHash(input, corpus, documentsKey, log);
  // Backends may differ in bits on the margin, so a code belongs to one.
  const encodeKey = `${hash.key}|${splitKey}|${backend.name}`;
  const { codes, queryCodes } = await cache.resolve(
    "encode",
    encodeKey,
    log,
    async () => {
      const context = stage("encode");
      const encoded = await hash.encode(corpus, context);
      return {
        codes: encoded,
        queryCodes:
          split.source === "corpus"
            ? gatherCodes(encoded, split.queryIds)
            : await hash.encode(queries, context),
      };
    },
  );

  const structureMethod = methods.structure[config.structure.method];
  const brought =
    imported.structure?.method === structureMethod.name
      ? imported.structure
      : null;
  const structureKey = `${encodeKey}|${canonicalJson(config.structure)}|${brought?.key ?? ""}`;
  const build = () =>
    structureMethod.build(
      {
        documents: { vectors: corpus, codes },
        queries: { vectors: queries, codes: queryCodes },
        given: brought?.given ?? { codes: null, vectors: null },
        backend,
        context: stage("pivots"),
      },
      config.structure,
    );
  // A structure without stages has nothing to compute and to keep.
  const [structureStage] = structureMethod.stages;
  const structure = structureStage
    ? await cache.resolve(structureStage, structureKey, log, build)
    : await build();
  const surface = await cache.resolve(
    "surface",
    `${structureKey}|${canonicalJson(config.score)}|${truthSettings}`,
    log,
    () =>
      backend.surface(
        {
          score: methods.score[config.score.method].keys(codes, queryCodes),
          structure: structure.steps(queries.rows * config.k),
          excludedRows: split.excludedRows,
          neighbours: groundTruth,
          k: config.k,
        },
        stageContext(
          {
            stage: "surface",
            // Known before any query is compared with any document.
            details: forecastDetails(structure, config.thresholds),
          },
          call,
        ),
      ),
  );
  return {
    config,
    methods,
    split,
    corpus,
    queries,
    hash,
    codes,
    queryCodes,
    structure,
    groundTruth,
    exactNeighbours,
    surface,
    imported: usedIn(config, imported),
    log,
  };
}

/** Who asks, by the protocol; imported query ids take the place of the draw. */
function drawQueries(
  { info }: Dataset,
  { protocol, queries }: RunConfig,
  imported: Parameters,
): Split {
  const { count, seed } = queries;
  if (protocol === "own-queries")
    return splitQuerySet(Int32Array.from({ length: count }, (_, i) => i));
  const querySet = protocol === "held-out" && info.ownQueries > 0;
  const pool = querySet ? info.ownQueries : info.n;
  if (queries.census)
    return splitInCorpus(Int32Array.from({ length: info.n }, (_, i) => i));
  const ids =
    imported.queries ?? new NumpyRandomState(seed).choice(pool, count);
  const stranger = ids.find((id) => id >= pool);
  if (stranger !== undefined)
    throw new ConfigError("config.imported-query-unknown", {
      id: stranger,
      queries: pool,
    });
  if (querySet) return splitQuerySet(ids);
  return protocol === "held-out"
    ? splitRemoved(info.n, ids)
    : splitInCorpus(ids);
}

/** What a run takes from the imported: some of it the settings leave unused. */
function usedIn(
  { protocol, queries, hash, structure }: RunConfig,
  parameters: Parameters,
): Parameters["used"] {
  const { hashStart, used, structure: brought } = parameters;
  const unused =
    startOf(parameters, hash.method) === null
      ? Object.keys(hashStart?.arrays ?? {})
      : [];
  return used.filter(
    (role) =>
      !(role === "queries" && (protocol === "own-queries" || queries.census)) &&
      !unused.includes(role) &&
      !(role === brought?.role && structure.method !== brought.method),
  );
}

/** The first `k` neighbours of each asking query as they came with the data set. */
function givenTruth(
  { neighbours, info }: Dataset,
  { queryIds }: Split,
  k: number,
): Int32Array {
  if (!neighbours) throw new Error("given neighbours are asked for");
  const { width } = neighbours;
  const truth = new Int32Array(queryIds.length * k);
  queryIds.forEach((id, q) => {
    const given = neighbours.data.subarray(id * width, id * width + k);
    const stranger = given.find((row) => row < 0 || row >= info.n);
    if (stranger !== undefined)
      throw new ConfigError("config.given-neighbour-unknown", {
        neighbour: stranger,
        query: id,
        documents: info.n,
      });
    if (new Set(given).size < k)
      throw new ConfigError("config.given-neighbour-twice", { query: id, k });
    truth.set(given, q * k);
  });
  return truth;
}

/** What the last threshold removes, where there is a forecast. */
function forecastDetails(
  structure: PreparedStructure,
  thresholds: readonly number[],
): readonly Message[] {
  const threshold = thresholds[thresholds.length - 1] ?? 0;
  const removed = structure.forecast([threshold]);
  return removed
    ? [
        {
          name: "progress.forecast",
          params: { threshold, removed: removed[0] },
        },
      ]
    : [];
}

/** Names a split by its content, for cache keys. */
function splitName({ source, queryIds }: Split): string {
  return `${source}:${queryIds.join(",")}`;
}

function gather(
  dataset: Dataset,
  split: Split,
): { corpus: Matrix; queries: Matrix } {
  const { vectors, queryVectors } = dataset;
  const asking = split.source === "query-set" ? queryVectors : vectors;
  if (!asking) throw new Error("a query set is asked for and there is none");
  return {
    corpus: split.corpusIds ? gatherRows(vectors, split.corpusIds) : vectors,
    queries: gatherRows(asking, split.queryIds),
  };
}
