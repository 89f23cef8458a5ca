const dashes = ["1.5 4", "6 4", "none"];

/** The line style of the number of queries at this position, ascending. */
export function queriesDash(position: number): string {
  return dashes[Math.min(position, dashes.length - 1)];
}

/** The style of a backend's lines. */
export function backendLine(backend: string): string {
  return backend === "webgpu" ? "lineGpu" : "lineCpu";
}
