/** A chart with its question, what it shows in one sentence, and its data. */
export interface Figure {
  /** Names files and ids. */
  readonly name: string;
  readonly question: string;
  readonly finding: string;
  /** SVG text of this width; null where there is only a table. */
  readonly draw: ((width: number) => string) | null;
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
}

/** Rows of a table at most: every n-th of more. */
export function thinned<T>(rows: readonly T[], most = 40): readonly T[] {
  const step = Math.ceil(rows.length / most);
  return rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
}
