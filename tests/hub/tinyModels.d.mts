/** Folder of the repositories. */
export const HUB_MODELS: string;
export function makeTinyModels(): void;
