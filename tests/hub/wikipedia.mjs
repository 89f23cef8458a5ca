/** Articles as the hub's data set wikimedia/wikipedia holds them: parquet files of row groups. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { parquetWriteBuffer } from "hyparquet-writer";

export const REVISION = "b04c8d1ceb2f5cd4588862100d08de323dccfbaa";

const WORDS = [
  ..."the old city by river was built in stone and rebuilt after fire".split(
    " ",
  ),
  ...["東京都", "昔の", "地名", "🙂", "Übung"],
];

/**
 * `count` articles, every seventh too short, every fifth with white space of all kinds at its ends.
 * @param {number} count
 * @returns {{ id: string, url: string, title: string, text: string }[]}
 */
export function makeArticles(count) {
  return Array.from({ length: count }, (_, index) => {
    const words = index % 7 === 3 ? 4 : 400 + ((index * 37) % 900);
    const body = Array.from(
      { length: words },
      (_, place) => WORDS[(index * 13 + place * 5) % WORDS.length],
    ).join(" ");
    const text = index % 5 === 2 ? `\u3000\u0085 ${body}\x1c\n` : body;
    return {
      id: String(index + 1),
      url: `https://example.invalid/${index + 1}`,
      title: `Article ${index + 1}`,
      text,
    };
  });
}

/**
 * Writes the articles as files of `filesOf.length` parts, `groupRows` rows in each group.
 * @param {string} folder Of the data sets. @param {string} language
 * @param {ReturnType<typeof makeArticles>} articles @param {number[]} filesOf Articles in each file.
 * @param {number} groupRows
 * @returns {string[]} Paths of the files, below the repository.
 */
export function writeArticles(folder, language, articles, filesOf, groupRows) {
  let start = 0;
  return filesOf.map((rows, index) => {
    const own = articles.slice(start, start + rows);
    start += rows;
    const column = (name) => ({
      name,
      data: own.map((article) => article[name]),
      type: "STRING",
    });
    const buffer = parquetWriteBuffer({
      columnData: ["id", "url", "title", "text"].map(column),
      rowGroupSize: groupRows,
      // So that row groups are larger than a footer.
      codec: "UNCOMPRESSED",
    });
    const part = (number) => String(number).padStart(5, "0");
    const path = `20231101.${language}/train-${part(index)}-of-${part(filesOf.length)}.parquet`;
    const file = join(folder, "wikimedia/wikipedia", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, new Uint8Array(buffer));
    return path;
  });
}
