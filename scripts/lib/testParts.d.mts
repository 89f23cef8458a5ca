import type { Step } from "./schedule.mjs";

export const PARTS: readonly (Step & { readonly limitSeconds: number })[];
