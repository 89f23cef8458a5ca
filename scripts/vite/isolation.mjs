/** Cross-origin isolation, which lets WebAssembly run several threads. */

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Sends the headers with every answer of the server and of the preview. Vite's own `headers` leave
 * out 304: WebKit then blocks a worker whose script was asked for a second time.
 * @returns {import("vite").Plugin}
 */
export function isolation() {
  /** @type {import("vite").Connect.NextHandleFunction} */
  const send = (_request, response, next) => {
    for (const [name, value] of Object.entries(HEADERS))
      response.setHeader(name, value);
    next();
  };
  return {
    name: "isolation",
    configureServer: ({ middlewares }) => void middlewares.use(send),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(send),
  };
}
