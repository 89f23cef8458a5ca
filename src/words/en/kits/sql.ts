/** Comments in the SQL of a kit; what has several lines is written on as many. */
export const sql = {
  nearest: (query: string) => `The nearest documents of ${query}.`,
  noFilter: "No filter.",
  ranked: (limit: number, byCosine: boolean) =>
    `Then the ${limit} nearest by Hamming distance${byCosine ? ", then by the true cosine" : ""}.`,
  vectorsLeftOut: (k: number) =>
    `The vectors were left out of this kit: fetch those of the candidates from where
you keep them, and take the ${k} of the highest cosine.`,
  runInFolder: (data: string) => `Run this in the folder of ${data}.`,
  runInFolderOrAddress: (data: string) =>
    `Run this in the folder of ${data}, or give its full address.`,
  runBy: (programs: readonly string[], data: string) =>
    `Run this with ${programs.join(" or ")} in the folder of ${data}.`,
  sortedBy: (column: string) =>
    `Sorted by a ${column}: a range of it skips whole blocks of rows.`,
  indexOfColumns: (column: string) =>
    `Lets the planner read only a range of one ${column}.`,
  approximate: (hash: string, queries: string) =>
    `Approximate from here on: an hnsw index answers when a query orders by
${hash} itself, without a cast. ${queries} stays exact.`,
};
