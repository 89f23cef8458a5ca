import { describe, expect, it } from "vitest";
import { readSampleTexts } from "../../../src/data/sampleTexts";
import { firstInvalidUtf8 } from "../../../src/data/utf8";
import { awaitDataError } from "./catchDataError";

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function parse(fileName: string, content: string) {
  return readSampleTexts(encode(content), fileName);
}

function refuse(fileName: string, content: string) {
  return awaitDataError(parse(fileName, content));
}

describe("JSON lines", () => {
  it("reads strings and objects under all field names", async () => {
    const lines = [
      '"plain"',
      '{"text": "t", "title": "T", "id": "x"}',
      '{"body": "b", "id": 7}',
      '{"content": "c", "name": "N", "_id": "y"}',
      '{"passage": "p", "title": null, "id": null, "text": null}',
      '{"text": ""}',
    ];
    const rows = await parse("a.jsonl", `${lines.join("\n")}\n\n  \n`);
    expect(rows).toEqual([
      { id: "0", title: "plain", text: "plain" },
      { id: "x", title: "T", text: "t" },
      { id: "7", title: "b", text: "b" },
      { id: "y", title: "N", text: "c" },
      { id: "4", title: "p", text: "p" },
      { id: "5", title: "", text: "" },
    ]);
    expect(await parse("a.ndjson", lines.join("\r\n"))).toEqual(rows);
  });

  it.each([
    ['"a"\n\n"b"', /line 2 is empty/],
    ['"a"\n{"text": "b"', /line 2 is not JSON/],
    ['"a"\n"b"\n3', /line 3 is a number/],
    ['["a"]', /line 1 is an array/],
    ["null", /line 1 is null/],
    ['{"label": "x", "n": 1}', /line 1 has no string .* label, n\.$/],
    ["{}", /its fields are: none/],
    ['{"text": 5}', /line 1 has no string under text/],
    ['{"text": "a", "title": 5}', /a number as its title/],
    ['{"text": "a", "id": {}}', /an object as its id/],
    ['{"__proto__": {"text": "a"}}', /line 1 has no string under text/],
  ])("refuses %j", async (content, message) => {
    const error = await refuse("a.jsonl", content);
    expect(error.code).toBe("bad-json");
    expect(error.message).toMatch(message);
    expect(error.fileName).toBe("a.jsonl");
  });
});

describe("files", () => {
  it.each(["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv"])(
    "refuses an empty %s",
    async (fileName) => {
      expect((await refuse(fileName, "")).code).toBe("empty");
      expect((await refuse(fileName, "\n")).code).toBe("empty");
    },
  );

  it("names the first byte that is not UTF-8", async () => {
    const latin1 = Uint8Array.from([...encode("naïve "), 0xe9, 0x20]);
    const error = await awaitDataError(readSampleTexts(latin1, "a.txt"));
    expect(error.code).toBe("bad-utf8");
    expect(error.message).toBe(
      "a.txt is not UTF-8: byte 7 (0xe9) does not fit.",
    );
  });

  it("recognises UTF-16", async () => {
    const utf16 = Uint8Array.of(0xff, 0xfe, 0x61, 0);
    const error = await awaitDataError(readSampleTexts(utf16, "a.txt"));
    expect(error.message).toContain("UTF-16");
  });
});

describe("firstInvalidUtf8", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  function isValid(bytes: Uint8Array): boolean {
    try {
      decoder.decode(bytes);
      return true;
    } catch {
      return false;
    }
  }

  it("agrees with the decoder on every start of a character", () => {
    const continuation = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    for (let first = 0; first < 256; first++) {
      for (const second of continuation) {
        for (const tail of [[], [0x80], [0x80, 0xbf], [0x80, 0x41]]) {
          const bytes = Uint8Array.of(0x41, first, second, ...tail);
          expect(firstInvalidUtf8(bytes) === -1).toBe(isValid(bytes));
        }
      }
    }
  });

  it("accepts well-formed text and finds a cut at its end", () => {
    const bytes = encode("aé漢😀");
    expect(firstInvalidUtf8(bytes)).toBe(-1);
    expect(firstInvalidUtf8(bytes.subarray(0, -1))).toBe(6);
  });
});
