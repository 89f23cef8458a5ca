import type { Message } from "../../model/message";
import { DataError } from "../dataError";
import type { ReadContext } from "../table";
import {
  bytesOfGroup,
  footerBytes,
  type ParquetFile,
  readFooter,
  readGroup,
} from "../tables/parquetFile";
import type { RemoteEnvironment } from "./environment";
import { listRepository } from "./hubFiles";
import { remoteParquet } from "./remoteParquet";
import { readApiRows } from "./rowsApi";

/** The articles of notebooks 62, 63 and 67. */
export interface WikipediaSpec {
  readonly language: "ja" | "en";
  /** Articles to read or to keep; default 10,000. */
  readonly count?: number;
  /**
   * "read": stop when so many articles were read, and drop the short ones among
   * them (notebooks 62, 63); "kept": stop when so many were kept (notebook 67).
   * Default: "read" for ja, "kept" for en.
   */
  readonly rule?: "read" | "kept";
  /** First characters (code points) of an article; default 500. */
  readonly maxCharacters?: number;
  /** Shorter texts are dropped; default 50. */
  readonly minCharacters?: number;
}

const dataset = "wikimedia/wikipedia";
/** A commit: `main` may change. */
const revision = "b04c8d1ceb2f5cd4588862100d08de323dccfbaa";
const columns = ["id", "title", "text"];

export interface Article {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface WikipediaPlan {
  /** Bytes that are yet to be downloaded, the footer included. */
  readonly downloadBytes: number;
  readonly notes: readonly Message[];
}

type Complete = Required<WikipediaSpec>;

function complete(spec: WikipediaSpec): Complete {
  const { language, count = 10_000 } = spec;
  if (language !== "ja" && language !== "en")
    throw new DataError("unknown-dataset", "data.wikipedia-language", {
      file: dataset,
      language: String(language),
    });
  if (!Number.isSafeInteger(count) || count < 1)
    throw new DataError("unknown-dataset", "data.wikipedia-count", {
      file: dataset,
      count,
    });
  return {
    language,
    count,
    rule: spec.rule ?? (language === "ja" ? "read" : "kept"),
    maxCharacters: spec.maxCharacters ?? 500,
    minCharacters: spec.minCharacters ?? 50,
  };
}

const configOf = ({ language }: Complete) => `20231101.${language}`;

/** Files in the order in which the articles are counted, opened one after the other. */
async function* openFiles(
  spec: Complete,
  env: RemoteEnvironment,
  signal: AbortSignal,
): AsyncGenerator<ParquetFile> {
  const config = configOf(spec);
  const files = await listRepository(dataset, revision, config, env, signal);
  const articleFiles = files.filter((file) => file.config === config);
  if (articleFiles.length === 0)
    throw new DataError("unknown-dataset", "data.wikipedia-no-files", {
      file: dataset,
      config,
    });
  for (const file of articleFiles)
    yield await readFooter(remoteParquet(file, env), signal);
}

/**
 * What reading the articles will download, by the sizes in the files' footers.
 * With the rule "kept" a row group more may be needed: dropped articles are
 * only known once they are read.
 */
export async function planWikipedia(
  spec: WikipediaSpec,
  env: RemoteEnvironment,
  context: ReadContext,
): Promise<WikipediaPlan> {
  const wanted = complete(spec);
  let rows = 0;
  let downloadBytes = 0;
  for await (const file of openFiles(wanted, env, context.signal)) {
    for (let group = 0; group < file.groupRows.length; group++) {
      if (rows >= wanted.count) break;
      downloadBytes += bytesOfGroup(file, group, columns, true);
      rows += file.groupRows[group];
    }
    if (rows >= wanted.count) break;
    downloadBytes += footerBytes;
  }
  const notes: Message[] =
    wanted.rule === "kept"
      ? [{ name: "data.short-articles-replaced", params: {} }]
      : [];
  return { downloadBytes, notes };
}

/** Counts and keeps articles as the notebooks do. */
function createCounter({
  count,
  rule,
  maxCharacters,
  minCharacters,
}: Complete) {
  const articles: Article[] = [];
  let read = 0;
  return {
    articles,
    read: () => read,
    isDone: () => (rule === "read" ? read : articles.length) >= count,
    add(id: string, title: string, whole: string) {
      read++;
      const text = strip(firstCharacters(whole, maxCharacters));
      if (lengthOf(text) >= minCharacters) articles.push({ id, title, text });
    },
  };
}

/** Python's str.strip(), which knows other white space than JavaScript's trim(). */
function strip(text: string): string {
  const space =
    "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  return text
    .replace(new RegExp(`^${space}`), "")
    .replace(new RegExp(`${space}$`), "");
}

/** Code points, as Python counts characters. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

function firstCharacters(text: string, count: number): string {
  let end = 0;
  let left = count;
  for (const character of text) {
    if (left-- === 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

const cellText = (cell: unknown) =>
  typeof cell === "string" || typeof cell === "number" ? String(cell) : "";

/**
 * The first articles: their first characters, stripped, without the short ones.
 * Only the row groups that are needed are read, by ranges; where that fails, by
 * the hub's rows service, and a note says so.
 *
 * @throws DataError as the requests; an abort rejects with the signal's reason.
 */
export async function readWikipedia(
  spec: WikipediaSpec,
  env: RemoteEnvironment,
  context: ReadContext,
): Promise<{
  readonly texts: readonly Article[];
  readonly notes: readonly Message[];
}> {
  const wanted = complete(spec);
  const counter = createCounter(wanted);
  const notes: Message[] = [];
  const progress = () =>
    context.checkpoint(
      wanted.rule === "read" ? counter.read() : counter.articles.length,
      wanted.count,
      "rows",
    );
  const addAll = (rows: readonly (readonly unknown[])[]) => {
    for (const [id, title, text] of rows) {
      if (counter.isDone()) break;
      counter.add(cellText(id), cellText(title), cellText(text));
    }
  };
  try {
    for await (const file of openFiles(wanted, env, context.signal)) {
      for (let group = 0; group < file.groupRows.length; group++) {
        if (counter.isDone()) break;
        addAll(await readGroup(file, group, columns, context.signal));
        await progress();
      }
      if (counter.isDone()) break;
    }
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof DataError)) throw error;
    await readByRows(wanted, counter, addAll, env, context).catch(() => {
      // The first fault tells more than that of the way round it.
      throw error;
    });
    notes.push({
      name: "data.articles-by-service",
      params: { cause: error.fault },
    });
  }
  const dropped = counter.read() - counter.articles.length;
  notes.unshift({
    name: "data.articles-read",
    params: {
      dataset,
      config: configOf(wanted),
      read: counter.read(),
      dropped,
      minCharacters: wanted.minCharacters,
      maxCharacters: wanted.maxCharacters,
    },
  });
  return { texts: counter.articles, notes };
}

async function readByRows(
  wanted: Complete,
  counter: ReturnType<typeof createCounter>,
  addAll: (rows: readonly (readonly unknown[])[]) => void,
  env: RemoteEnvironment,
  context: ReadContext,
): Promise<void> {
  const split = { id: dataset, config: configOf(wanted), split: "train" };
  while (!counter.isDone()) {
    const missing =
      wanted.count -
      (wanted.rule === "read" ? counter.read() : counter.articles.length);
    const asked = Math.min(missing, 1000);
    const rows = await readApiRows(split, counter.read(), asked, env, context);
    addAll(rows.map(({ id, title, text }) => [id, title, text]));
    if (rows.length < asked) return;
  }
}
