import { expect, test } from "vitest";
import { readLink } from "../../../src/state/viewLink";
import { takenFiles } from "../export/kitSupport";
import { quietCall } from "../worker/support";
import {
  fitFiles,
  sessionFor,
  storedKit,
  storedLinks,
  storedRun,
} from "./storedRuns";

test.each([
  ["hamming-max", "duckdb"],
  ["hamming-max", "postgresql"],
  ["hamming-max", "pgvector"],
  ["hamming-max", "clickhouse"],
  ["hamming-max", "spark"],
  ["hamming-max", "modules"],
  ["hamming-squares", "duckdb"],
  ["hamming-squares", "modules"],
  ["cosine-notebook-67", "duckdb"],
  ["cosine-notebook-67", "modules"],
] as const)(
  "SQL and answers of the run %s for %s are those of the version before",
  async (name, kind) => {
    const stored = storedRun(name);
    const session = await sessionFor(stored);
    const files = fitFiles(name);
    await session.importParameters({ files }, quietCall());
    await session.run(stored.config, quietCall());
    // The page wrote the kit at the setting that its link records.
    const link = readLink(storedLinks[name]);
    if (!link) throw new Error("this is a link");
    const { threshold, limit } = link;
    const options = { embeddings: false, threshold, limit };
    const taken = await takenFiles(session, kind, options);
    const textOf = (file: string) =>
      new TextDecoder().decode(taken.get(file) ?? taken.get(`${kind}/${file}`));
    const kit = storedKit(name, kind);
    expect(kit.size).toBeGreaterThan(0);
    for (const [file, text] of kit) expect(textOf(file), file).toBe(text);
  },
);
