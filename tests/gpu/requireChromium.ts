import { findChromium } from "../../scripts/chromium.mjs";

/** Stops a browser project, with what to do, where there is no Chromium. */
export default async function requireChromium(): Promise<void> {
  await findChromium({ install: false });
}
