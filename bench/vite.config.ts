import { defineConfig, mergeConfig } from "vite";
import root from "../vite.config";

/** The page that measures the operations, built from the app's own sources. */
export default mergeConfig(
  root,
  defineConfig({
    root: "bench/page",
    publicDir: false,
    build: { outDir: "../../.cache/bench-page", emptyOutDir: true },
  }),
);
