import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { assembly } from "./scripts/vite/assembly.mjs";
import { isolation } from "./scripts/vite/isolation.mjs";
import { sharedOfWorker } from "./scripts/vite/sharedOfWorker.mjs";

/** The least browsers with everything that the app uses; see docs/hosting.md. */
const target = ["chrome123", "firefox124", "safari17.5"];

export default defineConfig({
  base: "./",
  // One page: a missing file is a 404, never index.html.
  appType: "mpa",
  plugins: [react(), assembly(), isolation()],
  worker: {
    format: "es",
    plugins: () => [assembly()],
    rolldownOptions: {
      output: { codeSplitting: { groups: [sharedOfWorker] } },
    },
  },
  build: {
    target,
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the page always needs comes in one file, not in one for each
          // set of later parts that happen to use it as well.
          groups: [{ name: "page", tags: ["$initial"] }],
        },
      },
    },
  },
  optimizeDeps: {
    exclude: ["onnxruntime-web", "@huggingface/transformers", "h5wasm"],
  },
});
