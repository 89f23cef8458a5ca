import type { Plugin } from "vite";

/** Sends the headers of cross-origin isolation with every answer, 304 included. */
export function isolation(): Plugin;
