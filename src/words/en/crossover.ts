import type { CrossoverFinding } from "../../model/crossover";
import { format } from "./format";

/** Queries at once. */
function asked(queries: readonly number[]): string {
  const counts = queries.map(format.count);
  const last = counts.pop() ?? "";
  const list = counts.length > 0 ? `${counts.join(", ")} and ${last}` : last;
  return `${list} ${queries.length === 1 && queries[0] === 1 ? "query" : "queries"}`;
}

function crossoverFinding(finding: CrossoverFinding): string {
  switch (finding.kind) {
    case "gpu-without-times":
      return "The search by hash ran on the CPU at every size: there is no GPU time to compare with.";
    case "cpu-only":
      return "Only the CPU was measured, so there is nothing to compare it with.";
    case "no-common-size":
      return "No size was measured on both backends.";
    case "compared": {
      const { software, faster, never } = finding;
      const what = software ? "software GPU" : "GPU";
      const sentences = faster.map(({ queries, documents, everySize }) =>
        everySize
          ? `With ${asked([queries])} the ${what} was faster at every size, from ${format.count(documents)} documents on.`
          : `With ${asked([queries])} the ${what} was faster from ${format.count(documents)} documents on.`,
      );
      if (never.length > 0)
        sentences.push(
          faster.length === 0
            ? `The ${what} was never faster here at the largest size: stay with the CPU.`
            : `With ${asked(never)} it was not.`,
        );
      return sentences.join(" ");
    }
  }
}

/** The figure of the times against the size. */
export const crossover = {
  finding: crossoverFinding,
  question: "From which size on is the GPU faster?",
  caption: "Search by hash: time for all queries (100 nearest, 128 bits)",
  x: "documents × queries",
  y: "time",
  table: "The times as a table",
  documents: "documents",
  queries: "queries",
  noTime: "no time",
  line: (backend: string, queries: number) =>
    `${backend}, ${queries === 1 ? "1 query" : `${queries} queries`}`,
};
