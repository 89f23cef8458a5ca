export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function judge(code: number, counts: Counts | null): Counts;

export function judgeFolders(
  run: { readonly code: number; readonly report: string },
  folders: readonly string[],
): Counts & { readonly sections: Readonly<Record<string, Counts>> };
