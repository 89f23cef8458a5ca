export interface ArticleRow {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly text: string;
}

export const REVISION: string;
export function makeArticles(count: number): ArticleRow[];
export function writeArticles(
  folder: string,
  language: string,
  articles: readonly ArticleRow[],
  filesOf: readonly number[],
  groupRows: number,
): string[];
