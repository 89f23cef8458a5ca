import type { Rolldown } from "vite";

/** Keeps what a worker shares with its parts out of the worker's own script. */
export const sharedOfWorker: Rolldown.CodeSplittingGroup;
