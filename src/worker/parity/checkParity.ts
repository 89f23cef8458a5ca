import { type ComputeBackend, quietContext } from "../../compute/backend";
import {
  hammingDistance,
  fromPackedBytes,
  toPackedBytes,
  wordsPerCode,
} from "../../numeric/bits";
import { smallestByDistance } from "../../numeric/topk";
import { idsOfRows } from "../describeRun";
import { ConfigError } from "../../model/configError";
import { type Dataset, titleOf } from "../dataset";
import type { RunState } from "../pipeline";
import { prepareQuery, type PreparedQuery } from "../preparedQuery";
import type { CallContext } from "../progress";
import type { SearchRequest } from "../../model/searchReport";
import type { HubAndStorage } from "../hubAndStorage";
import { embedQuery } from "../typedQuery";
import { compareAnswers, compareDistances } from "./answerStages";
import { compareCodes, packed, parseCode } from "./codeStage";
import type {
  ParityReport,
  ParityRequest,
  ParityStage,
  ParityStageName,
} from "../../model/parityReport";
import { textVariants } from "./textVariants";
import { compareVectors, type VectorVariant } from "./vectorStage";

type Source = SearchRequest["source"];

/** What a check looks at. */
export interface ParityInput {
  readonly state: RunState;
  readonly dataset: Dataset;
  readonly backend: ComputeBackend;
  readonly hubAndStorage: HubAndStorage;
  readonly call: CallContext;
}

/** The document whose vector or code is nearest to what was given. */
async function nearest(
  { vector, code }: ParityRequest,
  { state, backend }: ParityInput,
): Promise<Source> {
  const { corpus, codes } = state;
  const nobody = Int32Array.of(-1);
  const documentOf = (row: number): Source => ({
    kind: "document",
    id: idsOfRows(state)[row],
  });
  if (vector?.length === corpus.columns && vector.every(Number.isFinite)) {
    const data = Float32Array.from(vector);
    const asked = { data, rows: 1, columns: vector.length };
    const [row] = await backend.cosineTopK(
      asked,
      corpus,
      1,
      nobody,
      quietContext,
    );
    return documentOf(row);
  }
  const bytes = code === undefined ? null : parseCode(code, codes.bits);
  if (!(bytes instanceof Uint8Array))
    throw new ConfigError("config.parity-no-subject", { problem: bytes });
  const words = fromPackedBytes(bytes, 1, codes.bits);
  const { rows } = await backend.hammingTopK(
    codes,
    { words, rows: 1, bits: codes.bits },
    1,
    nobody,
    quietContext,
  );
  return documentOf(rows[0]);
}

/**
 * Compares what another program made of a document, query or text with what this
 * one makes of it, stage by stage, and says where they part and by which mistake.
 *
 * @throws ConfigError for a subject that is not there, or when nothing is given.
 */
export async function checkParity(
  request: ParityRequest,
  input: ParityInput,
): Promise<ParityReport> {
  const { state, dataset, hubAndStorage, call } = input;
  const { vector, code, pivotDistances, ids } = request;
  if (!vector && code === undefined && !pivotDistances && !ids)
    throw new ConfigError("config.parity-nothing-given", {});
  const source = request.subject ?? (await nearest(request, input));
  const typed =
    source.kind === "text"
      ? (await embedQuery(source, dataset, hubAndStorage, call)).vector
      : undefined;
  const prepared = await prepareQuery({ source }, dataset, state, typed);
  const text = textOf(source, dataset);
  let embedded: Promise<readonly VectorVariant[]> | null = null;
  const variants = () =>
    (embedded ??= textVariants(
      text,
      source.kind === "document" ? "passage" : "query",
      dataset,
      hubAndStorage,
      call,
    ));
  const stages = [
    await vectorStage(vector, prepared, input, variants),
    await codeStage(request, prepared, input, variants),
    pivotDistances
      ? compareDistances(
          pivotDistances,
          prepared.structure.queryStored(0),
          prepared.structure.isWhole,
        )
      : missing("pivot-distances"),
    ids ? answerStage(ids, request.threshold, prepared, state) : missing("ids"),
  ];
  return {
    subject: {
      kind: source.kind,
      id: source.kind === "text" ? -1 : source.id,
      title: titleOfSource(source, dataset),
    },
    guessed: request.subject === null,
    stages,
    firstDifference:
      stages.find(({ verdict }) => verdict === "differs")?.stage ?? null,
  };
}

const missing = (stage: ParityStageName): ParityStage => ({
  stage,
  verdict: "not-given",
  finding: { name: "parity.not-given", params: {} },
});

function textOf(source: Source, dataset: Dataset): string {
  if (source.kind === "text") return source.text.trim();
  const rows = source.kind === "query" ? dataset.queryTexts : dataset.documents;
  return rows?.[source.id]?.text ?? "";
}

function titleOfSource(source: Source, dataset: Dataset): string {
  if (source.kind === "text") return source.text.trim();
  const rows = source.kind === "query" ? dataset.queryTexts : dataset.documents;
  return titleOf(rows, source.id, source.kind);
}

async function vectorStage(
  vector: ParityRequest["vector"],
  prepared: PreparedQuery,
  { state }: ParityInput,
  variants: () => Promise<readonly VectorVariant[]>,
): Promise<ParityStage> {
  if (!vector) return missing("vector");
  return compareVectors(
    vector,
    prepared.vector.data,
    state.hash.centre,
    variants,
  );
}

/** The given code; without one, what the given vector becomes here. */
async function codeStage(
  { code, vector }: ParityRequest,
  prepared: PreparedQuery,
  { state }: ParityInput,
  variants: () => Promise<readonly VectorVariant[]>,
): Promise<ParityStage> {
  const { bits } = prepared.code;
  const { hash } = state;
  const bytes = toPackedBytes(prepared.code.words, 1, bits);
  const expected = { bytes, bits, vector: prepared.vector.data, hash };
  if (code !== undefined) {
    const given = parseCode(code, bits);
    if (!(given instanceof Uint8Array))
      return {
        stage: "code",
        verdict: "differs",
        finding: {
          name: "parity.code-unreadable",
          params: { problem: given },
        },
      };
    return compareCodes(given, expected, variants);
  }
  if (!vector || vector.length !== hash.centre.length) return missing("code");
  const projected = packed(Array.from(hash.project(vector), (z) => z > 0));
  const none = async () => [];
  const compared = await compareCodes(projected, expected, none);
  return {
    ...compared,
    finding: {
      name: "parity.code-made-here",
      params: { finding: compared.finding },
    },
  };
}

function answerStage(
  given: readonly number[],
  threshold: number | null,
  prepared: PreparedQuery,
  state: RunState,
): ParityStage {
  const { codes } = state;
  const words = wordsPerCode(codes.bits);
  const ids = idsOfRows(state);
  const rowOfId = new Map(Array.from(ids, (id, row) => [id, row]));
  const distance = (row: number) =>
    hammingDistance(prepared.code.words, 0, codes.words, row * words, words);
  const passes = (row: number) =>
    threshold === null || prepared.structure.keeps(0, row, threshold);
  const distances = Uint16Array.from(ids, (_, row) => distance(row));
  const rows = Array.from(
    smallestByDistance(
      distances,
      given.length,
      (row) => row !== prepared.excludedRow && passes(row),
    ),
  );
  return compareAnswers(
    given,
    {
      ids: rows.map((row) => ids[row]),
      distances: rows.map((row) => distances[row]),
    },
    (id) => {
      const row = rowOfId.get(id);
      return row === undefined ? null : distances[row];
    },
    (id) => {
      const row = rowOfId.get(id);
      return row !== undefined && row !== prepared.excludedRow && passes(row);
    },
  );
}
