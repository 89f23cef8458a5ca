export interface Step {
  readonly name: string;
  readonly heavy: boolean;
  readonly needs: readonly string[];
  readonly after?: readonly string[];
}

export function selectSteps<S extends Step>(
  steps: readonly S[],
  names: readonly string[],
): readonly S[];

export function runSteps<S extends Step>(
  steps: readonly S[],
  run: (step: S) => Promise<void>,
  heavyAtOnce: number,
): Promise<void>;
