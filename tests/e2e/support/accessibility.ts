import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/**
 * What axe finds wrong, by rule and the first element, on the page or in a part of it. The page
 * has no frames, so axe runs in it alone, and only faults are worked out in full.
 */
export async function accessibilityFaults(
  page: Page,
  part?: string,
): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    .setLegacyMode();
  if (part !== undefined) axe.include(part);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
