export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly output?: "show" | "keep" | "both";
  readonly timeoutMs?: number;
}

export interface Outcome {
  readonly code: number;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export function runProcess(
  command: string,
  parameters: readonly string[],
  options?: RunOptions,
): Promise<Outcome>;
