import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const source = join(import.meta.dirname, "../../../src");

/** Every file of code below `src`, by its path there. */
export const sourceFiles: readonly string[] = readdirSync(source, {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(({ parentPath, name }) => relative(source, join(parentPath, name)));

export const sourceText = (path: string): string =>
  readFileSync(join(source, path), "utf8");

/** A place is a file, or a folder with a slash at its end. */
export const holds = (place: string, path: string): boolean =>
  place.endsWith("/") ? path.startsWith(place) : path === place;
