export function currentLog(): ((text: string) => void) | null;
export function print(line: string): void;
export function runWithLog<T>(
  work: () => Promise<T>,
): Promise<{ value: T; text: string }>;
