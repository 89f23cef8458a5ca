import { createServer } from "node:net";

const PREFERRED_PORT = 4173;
/** Playwright loads its config once more in each worker, which must get the same port. */
const PORT_VARIABLE = "BITSIEVE_PREVIEW_PORT";

/** Resolves to `port` where it is free on the loopback address, else to null. 0 asks for any. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(null);
    });
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const found =
        address && typeof address === "object" ? address.port : null;
      server.close(() => {
        resolve(found);
      });
    });
  });
}

/**
 * The port of the preview server in this run: 4173, or a free one where that is taken.
 * @throws When the loopback address has no free port.
 */
export async function previewPort(): Promise<number> {
  const known = process.env[PORT_VARIABLE];
  if (known) return Number(known);
  const port = (await tryPort(PREFERRED_PORT)) ?? (await tryPort(0));
  if (port === null) throw new Error("127.0.0.1 has no free port.");
  process.env[PORT_VARIABLE] = String(port);
  return port;
}

/** Where the page is served from; every request of the page must go there. */
export function previewOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}
