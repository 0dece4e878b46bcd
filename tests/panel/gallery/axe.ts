import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What a page offers once axe is in it. */
interface Axe {
  run: (options: {
    resultTypes: ["violations"];
    runOnly?: { type: "rule"; values: string[] };
  }) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** The engine, which comes with the package that drives it. */
const ofDriver = createRequire(
  createRequire(import.meta.url).resolve("@axe-core/playwright"),
);
const { source } = ofDriver("axe-core") as { source: string };

/**
 * What axe finds, by its usual rules or by one. The driver's own way reads the engine twice a run and hands over all
 * that was in order, too, which takes three times as long; the panel is one frame and needs neither.
 */
export async function violationsIn(
  page: Page,
  rule?: string,
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window)))
    await page.evaluate(source);
  const violations = await page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: Axe };
    const found = await axe.run({
      resultTypes: ["violations"],
      ...(only !== undefined && { runOnly: { type: "rule", values: [only] } }),
    });
    return found.violations.map(({ id, nodes }) => ({
      id,
      html: nodes.map(({ html }) => html),
    }));
  }, rule);
  return violations.map(({ id, html }) => `${id} at ${html.join(" ")}`);
}
