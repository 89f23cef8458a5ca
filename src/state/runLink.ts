import { fromBase64, toBase64 } from "../numeric/base64";
import type { DeepPartial, RunConfig } from "../model/runConfig";
import type { LinkedSource } from "../model/runRecord";
import type { LoadSource } from "../worker/sources";
import { RecordError } from "../model/recordFile";

/** What a link reopens. */
export interface LinkedView {
  /** null: files of the visitor's own, which a link cannot hold. */
  readonly source: LinkedSource | null;
  /** Which data the view was made of. */
  readonly dataset: { readonly name: string; readonly fingerprint: string };
  readonly config: DeepPartial<RunConfig>;
  readonly threshold: number;
  readonly limit: number;
}

const PREFIX = "#view=1.";

/** The hash of an address that reopens a view. */
export function linkHash(view: LinkedView): string {
  const bytes = new TextEncoder().encode(JSON.stringify(view));
  const base64 = toBase64(bytes);
  return (
    PREFIX + base64.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSource(value: unknown): value is LinkedSource | null {
  if (value === null) return true;
  if (!isObject(value)) return false;
  return typeof value["sample"] === "string" || isObject(value["synthetic"]);
}

function isLinkedView(value: unknown): value is LinkedView {
  if (!isObject(value)) return false;
  const { source, dataset, config, threshold, limit } = value;
  return (
    isSource(source) &&
    isObject(dataset) &&
    typeof dataset["name"] === "string" &&
    typeof dataset["fingerprint"] === "string" &&
    isObject(config) &&
    typeof threshold === "number" &&
    typeof limit === "number"
  );
}

/** What a link's hash says; null where it is none. Throws RecordError for a damaged one. */
export function readLink(hash: string): LinkedView | null {
  if (!hash.startsWith("#view=")) return null;
  const refuse = (why: string): never => {
    throw new RecordError(
      `This link cannot be read: ${why}.`,
      "Copy the whole link again from the Runs tab; the sample is shown instead.",
    );
  };
  if (!hash.startsWith(PREFIX))
    return refuse("it was made by another version of Bitsieve");
  let view: unknown;
  try {
    const base64 = hash
      .slice(PREFIX.length)
      .replace(/-/g, "+")
      .replace(/_/g, "/");
    const bytes = fromBase64(base64) ?? refuse("it is no base64");
    view = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("a part of it is missing or was changed");
  }
  // What the settings are worth is checked where they are used.
  return isLinkedView(view) ? view : refuse("it holds something else");
}

/** How a link can open a data set again: the sample and made-up sets, nothing else. */
export function linkedSource(source: LoadSource): LinkedSource | null {
  if ("sample" in source) return { sample: source.sample };
  if ("synthetic" in source) return { synthetic: source.synthetic };
  return null;
}
