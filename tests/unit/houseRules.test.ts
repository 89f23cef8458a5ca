import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAX_LINES = 400;

/** Made or installed, not written. */
const GENERATED = ["node_modules", "dist", ".cache", ".git", "coverage"];
const TEXT =
  /(?:\.(?:[cm]?[jt]sx?|json|jsonl|wgsl|css|html|md|py|txt|toml|ya?ml|sh|svg)|\/run|rc|ignore|LICENSE)$/;

// In pieces, so that this file does not hold what it looks for.
const REGISTRY_HOSTS = [
  ["npm", "js.org"],
  ["npm", "js.com"],
  ["npm", "mirror.com"],
  ["yarn", "pkg.com"],
  ["py", "pi.org"],
  ["python", "hosted.org"],
  ["ana", "conda.org"],
  ["crates", ".io"],
].map((pieces) => pieces.join(""));
const UNFINISHED = new RegExp(
  `\\b(?:${["TO", "DO|FIX", "ME|X", "XX"].join("")})\\b`,
);

/** Paths from the root of all written files below `folder`. */
function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      const path = join(folder, entry.name);
      if (GENERATED.includes(entry.name)) return [];
      return entry.isDirectory() ? listFiles(path) : [path];
    },
  );
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

const files = listFiles(".");
const sources = files.filter((path) => path.startsWith("src/"));
const texts = files.filter((path) => TEXT.test(path));

test("there is something to look at", () => {
  for (const path of ["package.json", "package-lock.json", "src/main.tsx"]) {
    expect(texts).toContain(path);
  }
});

test(`no file of src is longer than ${MAX_LINES} lines`, () => {
  const lengths = sources.map((path) => [
    path,
    read(path).split("\n").length - 1,
  ]);
  expect(lengths.filter(([, lines]) => Number(lines) > MAX_LINES)).toEqual([]);
});

test("every kernel has its host beside it", () => {
  const kernels = sources.filter((path) => path.endsWith(".wgsl"));
  const alone = kernels.filter((path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const name = path.slice(folder.length);
    return !sources.some(
      (other) =>
        other.startsWith(folder) &&
        other.endsWith(".ts") &&
        read(other).includes(`from "./${name}?raw"`),
    );
  });
  expect(kernels.length).toBeGreaterThan(10);
  expect(alone).toEqual([]);
});

test("nothing is left as a note to do later", () => {
  const code = texts.filter((path) =>
    /^(?:src|tests|scripts|bench)\//.test(path),
  );
  expect(code.filter((path) => UNFINISHED.test(read(path)))).toEqual([]);
});

test("no file names a package registry's host", () => {
  const named = texts.flatMap((path) => {
    const text = read(path);
    const hosts = REGISTRY_HOSTS.filter((host) => text.includes(host));
    return hosts.map((host) => `${path}: ${host}`);
  });
  expect(named).toEqual([]);
});

test("package-lock.json holds no addresses", () => {
  expect(read("package-lock.json")).not.toContain('"resolved"');
});

test("package.json names exact versions", () => {
  const { dependencies, devDependencies } = JSON.parse(
    read("package.json"),
  ) as Record<"dependencies" | "devDependencies", Record<string, string>>;
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.length).toBeGreaterThan(0);
  const exact = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
  expect(versions.filter(([, version]) => !exact.test(version))).toEqual([]);
});
