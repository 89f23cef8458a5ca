import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Unpacked "everything" exports of the built app, a folder for each configuration. */
const KITS =
  process.env["BITSIEVE_KITS"] ??
  fileURLToPath(new URL("../../.cache/kits", import.meta.url));

/** One answer: ids and distances, best first. */
export type Answer = readonly (readonly [id: number, distance: number])[];

export interface Kit {
  readonly name: string;
  readonly folder: string;
  /** Text of a file. */
  readonly read: (path: string) => string;
  /** What expected.csv says, by "query answer": "3 filtered". */
  readonly expected: ReadonlyMap<string, Answer>;
}

/** The exports there are; none is an error, for then nothing would be tested. */
export function listKits(): readonly Kit[] {
  const names = existsSync(KITS) ? readdirSync(KITS).sort() : [];
  if (names.length === 0)
    throw new Error(`no kit in ${KITS}: run the exports part first`);
  return names.map((name) => {
    const folder = join(KITS, name);
    const read = (path: string) => readFileSync(join(folder, path), "utf8");
    return { name, folder, read, expected: expectedOf(read) };
  });
}

function expectedOf(read: Kit["read"]): ReadonlyMap<string, Answer> {
  const answers = new Map<string, (readonly [number, number])[]>();
  const [, ...lines] = read("duckdb/expected.csv").trim().split("\n");
  for (const line of lines) {
    const [query, answer, , id, distance] = line.split(",");
    const key = `${query} ${answer}`;
    answers.set(key, [
      ...(answers.get(key) ?? []),
      [Number(id), Number(distance)],
    ]);
  }
  return answers;
}

/** The statements of queries.sql by "query answer". */
export function statementsOf(sql: string): ReadonlyMap<string, string> {
  const [, ...blocks] = sql.split("-- query ");
  return new Map(
    blocks.map((block) => {
      const [head, ...lines] = block.split("\n");
      const answer = head.slice(head.lastIndexOf(", ") + 2);
      return [`${head.split(" ")[0]} ${answer}`, lines.join("\n").trim()];
    }),
  );
}

/** What an engine found, beside what it must find; empty answers left out of both. */
export async function askAll(
  kit: Kit,
  engine: string,
  ask: (sql: string) => Promise<Answer>,
): Promise<Record<string, Answer>> {
  return askTogether(kit, engine, async (statements) => {
    const answers: Answer[] = [];
    for (const sql of statements) answers.push(await ask(sql));
    return answers;
  });
}

/** The same, of an engine that is asked all statements at once and answers in their order. */
export async function askTogether(
  kit: Kit,
  engine: string,
  ask: (statements: readonly string[]) => Promise<readonly Answer[]>,
): Promise<Record<string, Answer>> {
  const statements = statementsOf(kit.read(`${engine}/queries.sql`));
  const answers = await ask([...statements.values()]);
  if (answers.length !== statements.size)
    throw new Error(`${answers.length} answers to ${statements.size} queries`);
  const keyed = [...statements.keys()].map(
    (key, i) => [key, answers[i]] as const,
  );
  return Object.fromEntries(keyed.filter(([, answer]) => answer.length > 0));
}

/** Whether query.sql ends with the cosine of the vectors. */
export function isRescored(kit: Kit, engine: string): boolean {
  return kit.read(`${engine}/query.sql`).includes("AS cosine");
}
