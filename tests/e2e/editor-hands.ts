import type { Locator, Page } from "playwright-core";

/** What an agent does in a helpdesk's editor, whichever it is. `editor`: its editable. */

/** Type at the end of what stands there. */
export async function typeAtEnd(
  page: Page,
  editor: Locator,
  text: string,
): Promise<void> {
  await editor.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
}

/** Type at the end of the first paragraph after the greeting, where an agent adds a word of their own. */
export async function typeAfterFirstParagraph(
  page: Page,
  editor: Locator,
  text: string,
): Promise<void> {
  await editor.click();
  await editor.evaluate((editable) => {
    const paragraphs = editable.querySelectorAll("p");
    const paragraph = paragraphs[Math.min(1, paragraphs.length - 1)];
    if (paragraph) getSelection()?.selectAllChildren(paragraph);
    getSelection()?.collapseToEnd();
  });
  // The editor follows the page's selection a moment later.
  await page.waitForTimeout(50);
  await page.keyboard.insertText(text);
}
