/** Characters of one text, items of one list, and characters of everything together. */
const mostCharacters = 400;
const mostItems = 100;
const mostTogether = 4000;

/**
 * What an error tells, as far as a person can read it: long texts end with "…", lists end early,
 * and all of it together stays short, whatever a file holds. What is short enough stays as it is.
 */
export function boundedDetail<T>(value: T): T {
  let left = mostTogether;

  function bound(part: unknown): unknown {
    if (typeof part === "string") {
      const most = Math.max(1, Math.min(mostCharacters, left));
      left -= Math.min(part.length, most);
      return part.length > most ? `${part.slice(0, most - 1)}…` : part;
    }
    left -= 1;
    if (Array.isArray(part)) {
      const items: unknown[] = [];
      for (const item of part as readonly unknown[]) {
        if (left <= 0 || items.length === mostItems) break;
        items.push(bound(item));
      }
      return items;
    }
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, item]) => [key, bound(item)]),
    );
  }

  // The same shape: only texts and lists became shorter.
  return bound(value) as T;
}
