/** A remembered choice; null when there is none or storage is forbidden. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`bitsieve.${key}`);
  } catch {
    return null;
  }
}

/** Remembers a choice where the browser allows it. */
export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(`bitsieve.${key}`, value);
  } catch {
    // Private windows may forbid storage; the choice then lasts for this visit.
  }
}
