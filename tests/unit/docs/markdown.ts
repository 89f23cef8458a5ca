import { readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A file of the repository. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The text without fenced blocks, line by line as it was. */
function withoutFences(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, "");
}

/** The contents of `code spans`. */
export function codeSpans(markdown: string): Set<string> {
  const spans = withoutFences(markdown).matchAll(/`([^`\n]+)`/g);
  return new Set([...spans].map(([, content]) => content));
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(markdown: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading] of withoutFences(markdown).matchAll(
    /^#{1,6} +(.+?) *#*$/gm,
  )) {
    const base = heading
      .trim()
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    anchors.add(count === 0 ? base : `${base}-${count}`);
  }
  return anchors;
}

/** Targets of links and images that lie in the repository. */
export function relativeLinks(markdown: string): string[] {
  const links = withoutFences(markdown).matchAll(
    /\]\(([^)\s]+)(?: "[^"]*")?\)/g,
  );
  return [...links]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}

/** The part of a page under one heading, deeper headings left out. */
export function sectionOf(markdown: string, heading: string): string {
  const lines = markdown.split("\n");
  const title = new RegExp(`^#{1,6} ${heading}$`);
  const start = lines.findIndex((line) => title.test(line));
  if (start < 0) throw new Error(`No heading “${heading}”.`);
  const length = lines
    .slice(start + 1)
    .findIndex((line) => /^#{1,6} /.test(line));
  return lines
    .slice(start, length < 0 ? undefined : start + 1 + length)
    .join("\n");
}
