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

/** What the visitor reads about the machine. */
export const machine = {
  title: "This machine",
  choosing: "The device is being chosen.",
  inUse: "In use",
  adapter: "GPU adapter",
  noAdapter: "none found",
  software: "Kind",
  softwareYes: "software: the CPU imitates a GPU",
  softwareNo: "hardware",
  vendor: "Vendor and architecture",
  threads: "CPU threads in use",
  processors: "Logical processors",
  isolated: "Cross-origin isolated",
  yes: "yes",
  oneThread: "no: one thread",
  features: (count: number) => `Features of the GPU (${count})`,
  limits: (count: number) => `Limits of the GPU (${count})`,
  limitsLabel: "Limits of the GPU",
  limit: "limit",
  value: "value",
  note: "Everything is computed in this browser; nothing is sent anywhere.",
  device: {
    label: "Compute on",
    options: {
      auto: "Automatic",
      webgpu: "GPU (WebGPU)",
      cpu: "CPU",
    },
    running: "Running again on the chosen device…",
  },
  measure: {
    title: "How fast is it?",
    note: "Times every operation on each backend with small made-up data. It takes about ten seconds.",
    start: "Measure this machine",
    again: "Measure again",
    software: "Measure the software GPU too",
    softwareNote: "Its times say nothing about a real GPU.",
    busy: "Wait until the evaluation has finished: both at once would spoil the times.",
    preparing: "Preparing…",
    progress: "Progress of the measurement",
    cancel: "Cancel",
    stopped: "Stopped. Nothing new was measured.",
    failed: (why: string) => `The measurement failed: ${why}`,
    done: (when: string) => `Measured ${when}.`,
  },
  rates: {
    title: "Each operation, fastest of its repeats",
    operation: "operation",
    size: "size",
    /** Under a time. */
    none: "no time",
  },
  operations: {
    columnMean: "Mean of the vectors",
    covariance: "Covariance",
    product: "Matrix product",
    project: "Projection",
    itq: "Rotation (ITQ)",
    polar: "Polar factor",
    encode: "Encoding",
    pivotDistances: "Distances to pivots",
    hammingTopK: "Search by hash",
    cosineTopK: "Exact search by cosine",
    pairSimilarities: "Pairs in both spaces",
    surface: "Trade-off surface",
  },
  backends: { cpu: "CPU", webgpu: "GPU", reference: "Reference" },
  softwareGpu: "Software GPU",
  crossover: {
    finding: crossoverFinding,
    title: "From which size on is the GPU faster?",
    caption: "Search by hash: time for all queries (100 nearest, 128 bits)",
    axis: "documents × queries",
    table: "The times as a table",
    documents: "documents",
    queries: "queries",
    line: (backend: string, queries: string) => `${backend}, ${queries}`,
    queryCount: (count: number) =>
      count === 1 ? "1 query" : `${count} queries`,
  },
  share: {
    copy: "Copy JSON",
    copied: "Copied",
    refused: "The browser does not allow copying here. Download it instead.",
    download: "Download JSON",
    file: "bitsieve-machine.json",
  },
} as const;
