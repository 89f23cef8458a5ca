export const MODELS: string;
export function sha256Of(bytes: Uint8Array): string;
export function checkFiles(
  files: ReadonlyMap<string, Buffer>,
  expected: Readonly<Record<string, string>>,
): void;
