import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { OPERATION_NAMES } from "../../../src/compute/operations";

const folder = fileURLToPath(new URL("../../contract", import.meta.url));

/** The contract's cases, file by file; comments left out. */
const contract = readdirSync(folder)
  .filter((name) => name.endsWith(".contract.test.ts"))
  .map((name) =>
    readFileSync(`${folder}/${name}`, "utf8").replaceAll(
      /\/\*[\s\S]*?\*\/|\/\/.*$/gm,
      "",
    ),
  );

test.each(OPERATION_NAMES)(
  "%s has a case in the contract of all backends",
  (operation) => {
    const call = new RegExp(String.raw`\bbackend\s*\.${operation}\(`);
    const files = contract.filter(
      (text) => text.includes("describe.each(BACKENDS)") && call.test(text),
    );
    expect(files).not.toEqual([]);
  },
);
