import type { Stack } from "../e2e/stack.ts";

/**
 * Open the real side panel beside the helpdesk. Chrome asks for a person's gesture; the debugger can lend one to an
 * extension page, so the panel is there before the person has clicked anything.
 */
export async function openSidePanel({
  context,
  browser,
  helpdesk,
}: Stack): Promise<void> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/options.html`);
  const session = await context.newCDPSession(page);
  await session.send("Runtime.evaluate", {
    expression:
      "chrome.windows.getCurrent().then(({ id }) => chrome.sidePanel.open({ windowId: id }))",
    userGesture: true,
    awaitPromise: true,
  });
  await page.close();
  await helpdesk.bringToFront();
}
