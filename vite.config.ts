import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { assembly } from "./scripts/vite/assembly.mjs";

// Cross-origin isolation lets WebAssembly run several threads.
const isolationHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export default defineConfig({
  base: "./",
  // One page: a missing file is a 404, never index.html.
  appType: "mpa",
  plugins: [react(), assembly()],
  worker: { format: "es", plugins: () => [assembly()] },
  build: {
    target: "esnext",
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
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
