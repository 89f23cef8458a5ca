import { freePort } from "../../../scripts/lib/ports.mjs";

/** Playwright loads its config once more in each worker, which must get the same port. */
const PORT_VARIABLE = "BITSIEVE_PREVIEW_PORT";

/** The port of the preview server in this run: BITSIEVE_PREVIEW_PORT, or a free one. */
export async function previewPort(): Promise<number> {
  const port = Number(process.env[PORT_VARIABLE] ?? (await freePort()));
  process.env[PORT_VARIABLE] = String(port);
  return port;
}

/** Where the page is served from; every request of the page must go there. */
export function previewOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}
