import { ConfigError } from "../model/configError";
import { sameRun } from "../model/run/sameRun";
import { RecordError } from "../model/recordError";
import { publishedRuns } from "../model/published";
import type { CallOptions, ComputeClient } from "../worker/client";
import type { ReportInput } from "../model/reportInput";
import type { AppState } from "./appState";
import type { FileWriters } from "./fileWriters";
import {
  comparePublished,
  differingConditions,
} from "../model/publishedComparison";
import { linkHash } from "./viewLink";
import { runFile } from "./runsActions";
import type {
  ExportedFile,
  ExportKind,
  ExportOptions,
  RunSource,
  KitKind,
  SavedFile,
} from "../model/artifacts";
import type { WrittenOptions } from "../words/writtenOptions";

/** The files of one kind for the run that is shown. */
export async function exportFiles(
  kind: ExportKind,
  state: AppState,
  writers: FileWriters,
  options: ExportOptions & CallOptions,
): Promise<readonly ExportedFile[]> {
  const { client } = state;
  switch (kind) {
    case "report-html":
    case "report-md":
      return writers.report(await reportInput(state), kind, state.language);
    case "per-query-csv":
      return writers.perQuery(await client.call("perQuery", null));
    case "surface-npz":
      return writers.surface(await client.call("surface", null));
    case "run-json": {
      const { view } = state;
      const record = view
        ? state.runs.find(({ result }) => sameRun(result, view.result))
        : undefined;
      if (!record) throw new RecordError("record.not-kept-yet", {});
      return [runFile(record)];
    }
    default:
      return writers.run(
        runSource(client),
        kind,
        settingOf(state, options),
        options,
      );
  }
}

/** One kind as one file on the disk. */
export function writeKit(
  kind: KitKind,
  state: AppState,
  writers: FileWriters,
  options: ExportOptions & CallOptions,
): Promise<SavedFile> {
  return writers.disk(
    runSource(state.client),
    kind,
    settingOf(state, options),
    options,
  );
}

/** The last run, for an export to read over a port of its own. */
export function runSource(client: ComputeClient): RunSource {
  return (port, signal) =>
    client.call("shareRun", { port }, { signal, transfer: [port] });
}

/** What was asked for, in the language of the page; the bounds are those of the setting that it shows. */
function settingOf(
  { threshold, limit, language }: AppState,
  { embeddings, texts, ...asked }: ExportOptions,
): WrittenOptions {
  return {
    language,
    ...(embeddings === undefined ? {} : { embeddings }),
    ...(texts === undefined ? {} : { texts }),
    threshold: asked.threshold === undefined ? threshold : asked.threshold,
    limit: asked.limit ?? limit,
  };
}

/** Everything that a report of the present view tells. */
async function reportInput(state: AppState): Promise<ReportInput> {
  const { view, dataset, client, threshold, limit, source } = state;
  if (!view || !dataset) throw new ConfigError("config.no-run", {});
  const diagnostics = await client.call("diagnostics", { threshold });
  const { config } = view.result;
  // The texts of tabs are no part of the page's first load.
  const { allLanguages } = await import("../words/allLanguages");
  const { publishedTexts } = await import("../words/published");
  const words = allLanguages[state.language];
  const model = dataset.model;
  const name = (model ?? "").split("/").pop() ?? "";
  const published = publishedRuns.find(
    (run) =>
      run.protocol === config.protocol &&
      name !== "" &&
      run.model.endsWith(name),
  );
  const { name: dataName, fingerprint } = dataset;
  const hash = linkHash({
    source,
    dataset: { name: dataName, fingerprint },
    config,
    threshold,
    limit,
  });
  const page = globalThis.location?.href.split("#")[0] ?? "";
  return {
    view,
    diagnostics,
    setting: { threshold, limit },
    published: published
      ? {
          ...words.published.runs[published.id],
          conditions: differingConditions(published, view, dataset).map(
            words.published.condition,
          ),
          lines: comparePublished(published, {
            view,
            spearman: diagnostics.pairs.spearman,
            pearson: diagnostics.pairs.pearson,
            documentsPerSecond: dataset.embedding?.documentsPerSecond || null,
          }).map((compared) => {
            const { corrected, ...line } = publishedTexts(words, compared);
            return {
              ...line,
              published: corrected
                ? words.published.correctedFigure(
                    line.published,
                    corrected.text,
                  )
                : line.published,
              note: corrected?.why ?? "",
            };
          }),
        }
      : null,
    datasetTitle: dataset.title,
    model,
    link: page === "" ? null : page + hash,
    createdAt: new Date().toISOString(),
  };
}
