const dashes = ["1.5 4", "6 4", "none", "12 3 2 3", "9 3", "3 2"] as const;

/** The style of the line of a limit, by its position among the ascending limits. */
export function limitLine(position: number, isCurrent: boolean) {
  return {
    meaning: "kept",
    dash: dashes[position % dashes.length],
    isStrong: isCurrent,
  } as const;
}

/** The style of the line of what passes the filter. */
export const filterLine = { meaning: "lost-filter" } as const;
