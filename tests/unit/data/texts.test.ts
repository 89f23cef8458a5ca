import { describe, expect, it } from "vitest";
import { parseTexts } from "../../../src/data/texts";
import { firstInvalidUtf8 } from "../../../src/data/utf8";
import { catchDataError } from "./catchDataError";

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function parse(fileName: string, content: string) {
  return parseTexts(encode(content), fileName);
}

function refuse(fileName: string, content: string) {
  return catchDataError(() => parse(fileName, content));
}

function textsOf(fileName: string, content: string): string[] {
  return parse(fileName, content).map((row) => row.text);
}

describe("text lines", () => {
  it("takes every line as a document, empty ones too", () => {
    expect(parse("a.txt", "one\r\n\n three \n")).toEqual([
      { id: "0", title: "one", text: "one" },
      { id: "1", title: "", text: "" },
      { id: "2", title: " three ", text: " three " },
    ]);
  });

  it("needs no line break at the end, and keeps an empty last document", () => {
    expect(textsOf("a.txt", "one\ntwo")).toEqual(["one", "two"]);
    expect(textsOf("a.TXT", "one\n\n")).toEqual(["one", ""]);
  });

  it("cuts the title after 60 characters, never inside one", () => {
    const [{ title }] = parse("a.txt", "😀".repeat(70));
    expect(title).toBe("😀".repeat(60));
    expect(parse("a.txt", "x".repeat(61))[0].title).toBe("x".repeat(60));
  });

  it("drops a byte order mark", () => {
    expect(textsOf("a.txt", "\ufeffone")).toEqual(["one"]);
  });
});

describe("JSON lines", () => {
  it("reads strings and objects under all field names", () => {
    const lines = [
      '"plain"',
      '{"text": "t", "title": "T", "id": "x"}',
      '{"body": "b", "id": 7}',
      '{"content": "c", "name": "N", "_id": "y"}',
      '{"passage": "p", "title": null, "id": null, "text": null}',
      '{"text": ""}',
    ];
    const rows = parse("a.jsonl", `${lines.join("\n")}\n\n  \n`);
    expect(rows).toEqual([
      { id: "0", title: "plain", text: "plain" },
      { id: "x", title: "T", text: "t" },
      { id: "7", title: "b", text: "b" },
      { id: "y", title: "N", text: "c" },
      { id: "4", title: "p", text: "p" },
      { id: "5", title: "", text: "" },
    ]);
    expect(parse("a.ndjson", lines.join("\r\n"))).toEqual(rows);
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
  ])("refuses %j", (content, message) => {
    const error = refuse("a.jsonl", content);
    expect(error.code).toBe("bad-json");
    expect(error.message).toMatch(message);
    expect(error.fileName).toBe("a.jsonl");
  });
});

describe("JSON array", () => {
  it("reads the same records", () => {
    expect(parse("a.json", '\ufeff["a", {"body": "b", "id": "i"}]')).toEqual([
      { id: "0", title: "a", text: "a" },
      { id: "i", title: "b", text: "b" },
    ]);
  });

  it.each([
    ['{"text": "a"}', /is an object, not an array/],
    ['["a", 1]', /item 1 \(counting from 0\) is a number/],
    ['"a"\n"b"', /is not JSON/],
  ])("refuses %j", (content, message) => {
    const error = refuse("a.json", content);
    expect(error.code).toBe("bad-json");
    expect(error.message).toMatch(message);
  });
});

describe("tables", () => {
  it("takes the named columns", () => {
    const content =
      'url,ID,Title,Text\nhttp://long.example/address,a,"A, B","say ""hi""\nthere"\nu,b,,plain\n';
    expect(parse("a.csv", content)).toEqual([
      { id: "a", title: "A, B", text: 'say "hi"\nthere' },
      { id: "b", title: "plain", text: "plain" },
    ]);
  });

  it("reads tabs, and no commas, in .tsv", () => {
    expect(parse("a.tsv", "id\tpassage\r\n1\tx, y\r\n")).toEqual([
      { id: "1", title: "x, y", text: "x, y" },
    ]);
  });

  it("takes the longest column when the header names none", () => {
    expect(
      textsOf("a.csv", "id,label,summary,year\n1,news,a long one,1999\n"),
    ).toEqual(["a long one"]);
  });

  it("takes the first record as data when it names no column", () => {
    const rows = parse("a.csv", "123456789012345,short,a longer cell\n2,b,c\n");
    expect(rows.map((row) => row.text)).toEqual(["a longer cell", "c"]);
    expect(rows[0].id).toBe("0");
  });

  it("reads one column, empty texts included", () => {
    expect(textsOf("a.csv", 'text\none\n""\nthree\n')).toEqual([
      "one",
      "",
      "three",
    ]);
    expect(textsOf("a.csv", 'text\none\n""')).toEqual(["one", ""]);
  });

  it("reads semicolons when the header says so, and only then", () => {
    expect(textsOf("a.csv", "id;text\n1;x, y\n")).toEqual(["x, y"]);
    expect(textsOf("a.csv", "red; green\nblue\n")).toEqual([
      "red; green",
      "blue",
    ]);
  });

  it.each([
    ["id,text\n1,a\n2,b,c\n", "bad-csv", /record 3 has 3 cells.* has 2/],
    ["id,text\n1\n", "bad-csv", /record 2 has 1 cells/],
    ["id,text\n1,a\n\n2,b\n", "bad-csv", /record 3 is a blank line/],
    ['text\n"open\n', "bad-csv", /record 2: /],
    ["id,title\n1,a\n", "no-text-column", /among its 2 columns/],
    ["id,vector\n1,0.25\n", "no-text-column", /numbers do not count/],
  ])("refuses %j", (content, code, message) => {
    const error = refuse("a.csv", content);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe("files", () => {
  it.each(["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv"])(
    "refuses an empty %s",
    (fileName) => {
      expect(refuse(fileName, "").code).toBe("empty");
      expect(refuse(fileName, "\n").code).toBe("empty");
    },
  );

  it("refuses a table of a header alone and texts that are all blank", () => {
    expect(refuse("a.csv", "text\n").code).toBe("empty");
    expect(refuse("a.json", "[]").code).toBe("empty");
    expect(refuse("a.jsonl", '""\n" "').code).toBe("empty");
  });

  it.each(["a.pdf", "a", "a.jsonl.gz"])("refuses the name %s", (fileName) => {
    expect(refuse(fileName, "x").code).toBe("unknown-format");
  });

  it("names the first byte that is not UTF-8", () => {
    const latin1 = Uint8Array.from([...encode("naïve "), 0xe9, 0x20]);
    const error = catchDataError(() => parseTexts(latin1, "a.txt"));
    expect(error.code).toBe("bad-utf8");
    expect(error.message).toBe(
      "a.txt is not UTF-8: byte 7 (0xe9) does not fit.",
    );
  });

  it("recognises UTF-16", () => {
    const utf16 = Uint8Array.of(0xff, 0xfe, 0x61, 0);
    const error = catchDataError(() => parseTexts(utf16, "a.txt"));
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
