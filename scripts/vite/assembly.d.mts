import type { Plugin } from "vite";

/** Compiles AssemblyScript files that are imported as `file.as.ts?wasm`. */
export function assembly(): Plugin;
