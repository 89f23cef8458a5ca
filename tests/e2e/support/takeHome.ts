import type { Page } from "@playwright/test";

/** Opens Take it home from the Export menu. */
export async function openTakeHome(page: Page) {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /Take it home/ }).click();
  return page.getByRole("dialog", { name: "Take it home" });
}
