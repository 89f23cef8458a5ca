import * as v from "valibot";
import { jsonObject } from "../model/json";
import type { RecordFaults } from "../model/faults/record";
import { RecordError } from "../model/recordError";
import { fromBase64, toBase64 } from "../numeric/base64";
import type { PartialConfig } from "../model/run/configuration";
import type { LinkedSource } from "../model/run/record";
import type { LoadSource } from "../worker/loading/dataSource";

/** What a link reopens. */
export interface LinkedView {
  /** null: files of the visitor's own, which a link cannot hold. */
  readonly source: LinkedSource | null;
  /** Which data the view was made of. */
  readonly dataset: { readonly name: string; readonly fingerprint: string };
  readonly config: PartialConfig;
  /** null: the structure has no knob. */
  readonly threshold: number | null;
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

/** The values of settings are checked where they are used. */
const linkedView = v.object({
  source: v.nullable(
    v.union([
      v.looseObject({ sample: v.string() }),
      v.looseObject({ synthetic: jsonObject }),
    ]),
  ),
  dataset: v.object({ name: v.string(), fingerprint: v.string() }),
  config: jsonObject,
  threshold: v.nullable(v.number()),
  limit: v.number(),
});

function isLinkedView(value: unknown): value is LinkedView {
  return v.is(linkedView, value);
}

/** What a link's hash says; null where it is none. Throws RecordError for a damaged one. */
export function readLink(hash: string): LinkedView | null {
  if (!hash.startsWith("#view=")) return null;
  const refuse = (
    why: RecordFaults["record.link-unreadable"]["why"],
  ): never => {
    throw new RecordError("record.link-unreadable", { why });
  };
  if (!hash.startsWith(PREFIX)) return refuse("other-version");
  let view: unknown;
  try {
    const base64 = hash
      .slice(PREFIX.length)
      .replace(/-/g, "+")
      .replace(/_/g, "/");
    const bytes = fromBase64(base64) ?? refuse("damaged");
    view = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("damaged");
  }
  return isLinkedView(view) ? view : refuse("something-else");
}

/** How a link can open a data set again: the sample and made-up sets, nothing else. */
export function linkedSource(source: LoadSource): LinkedSource | null {
  if ("sample" in source) return { sample: source.sample };
  if ("synthetic" in source) return { synthetic: source.synthetic };
  return null;
}
