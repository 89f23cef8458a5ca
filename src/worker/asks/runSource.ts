import type { Bound, CallsOf } from "../../channel/methods";
import type { Matrix } from "../../compute/backend";
import type { NamedArrays } from "../../model/namedArrays";
import { ConfigError } from "../../model/configError";
import type { RunState } from "../pipeline";
import { describeRun, idsOfRows, portabilityOf } from "../describeRun";
import type { Session } from "../session";
import { version } from "../version";
import { gatherRows } from "../../compute/gather";
import type { RowBatch, RowRequest, RunArtifacts } from "../../model/artifacts";

/** Queries whose vectors leave the app, to prove that another program agrees. */
const MOST_FIRST_QUERIES = 50;

/** What the last run trained and found, copied: handing it over takes nothing from the session. */
async function artifacts(session: Session): Promise<RunArtifacts> {
  const { number, state, dataset, device } = session.requireRun();
  const { hash, codes, queryCodes, structure, split, queries } = state;
  const { columns, queryColumns, rule, arrays, documentRows, facts, programs } =
    structure.portable();
  const documentIds = idsOfRows(state);
  const first = split.queryIds.subarray(0, MOST_FIRST_QUERIES);
  const asking =
    split.source === "query-set" ? dataset.queryTexts : dataset.documents;
  const asked = gatherRows(
    queries,
    Int32Array.from(first, (_, q) => q),
  );
  return {
    run: number,
    result: describeRun(state, dataset, device, version),
    model: dataset.info.model,
    embedding: dataset.info.embedding,
    hasTexts: dataset.documents !== null,
    hasOwnIds:
      dataset.documents?.some(({ id }, row) => id !== String(row)) ?? false,
    bits: codes.bits,
    dim: state.corpus.columns,
    hashArrays: copied(hash.arrays),
    hashLinear: hash.linear && {
      mean: hash.linear.mean.slice(),
      weights: hash.linear.weights.data.slice(),
    },
    portability: portabilityOf(state),
    hashFormula: state.methods.hash[state.config.hash.method].formula,
    columns,
    queryColumns,
    rule,
    structureArrays: arrays,
    structureDocumentIds: Object.fromEntries(
      Object.entries(documentRows).map(([name, rows]) => [
        name,
        rows.map((row) => (row < 0 ? -1 : documentIds[row])),
      ]),
    ),
    structureFacts: facts,
    structurePrograms: programs,
    codeWords: codes.words.slice(),
    queryWords: queryCodes.words.slice(),
    documentIds: documentIds.slice(),
    queryRows: split.excludedRows.slice(),
    groundTruth: state.groundTruth.slice(),
    firstQueryVectors: asked.data,
    firstProjections: projections(asked, hash),
    firstQueryTexts: Array.from(first, (id) => asking?.[id]?.text ?? null),
  };
}

/** What the bits of each vector are the signs of, (rows, b). */
function projections(
  { data, rows, columns }: Matrix,
  hash: RunState["hash"],
): Float64Array {
  const all = new Float64Array(rows * hash.bits);
  for (let row = 0; row < rows; row++)
    all.set(
      hash.project(data.subarray(row * columns, (row + 1) * columns)),
      row * hash.bits,
    );
  return all;
}

function copied(arrays: NamedArrays): NamedArrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.slice() },
    ]),
  );
}

/**
 * Vectors and texts of some documents of that run, copied.
 *
 * @throws ConfigError when another run has taken the place of the one asked about.
 */
async function rows(session: Session, request: RowRequest): Promise<RowBatch> {
  const { number, state, dataset } = session.requireRun();
  const { documents } = dataset;
  if (request.run !== number) throw new ConfigError("config.run-replaced", {});
  const { corpus, split } = state;
  const from = request.from * corpus.columns;
  const end = from + request.count * corpus.columns;
  const texts =
    request.texts && documents
      ? Array.from({ length: request.count }, (_, i) => {
          const row = request.from + i;
          return documents[split.corpusIds?.[row] ?? row];
        })
      : null;
  return {
    vectors: request.vectors ? corpus.data.slice(from, end) : null,
    ownIds: texts?.map(({ id }) => id) ?? null,
    titles: texts?.map(({ title }) => title) ?? null,
    texts: texts?.map(({ text }) => text) ?? null,
  };
}

/** What an export asks over the port of `shareRun`. */
export const runSource = { artifacts, rows };

export type RunSourceCalls = CallsOf<Bound<typeof runSource>>;
