import type { Desk } from "../e2e/desk.ts";
import { startFirefoxStack } from "../e2e/firefox-stack.ts";
import { startStack } from "../e2e/stack.ts";
import {
  readArguments,
  USAGE,
  UsageError,
  type DemoArguments,
} from "./arguments.ts";
import { openSidePanel } from "./open-side-panel.ts";
import { printReport } from "./report.ts";
import { walk } from "./walk.ts";

/** The main job, for a person to try (a window) or to watch going by itself (`--headless`). */
let stack: Desk | null = null;
let isStopping = false;

async function stop(code: number): Promise<never> {
  if (!isStopping) {
    isStopping = true;
    await stack?.close();
  }
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => void stop(0));

try {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted === "help") {
    console.log(USAGE);
    process.exit(0);
  }
  await (wanted.headless ? runHeadless(wanted) : runInWindow(wanted));
} catch (error) {
  if (isStopping) await new Promise(() => {});
  console.error(error instanceof UsageError ? error.message : error);
  await stop(error instanceof UsageError ? 2 : 1);
}

async function runHeadless({
  tickets,
  pack,
  json,
  out,
  browser,
  helpdesk,
}: DemoArguments): Promise<void> {
  const start = browser === "firefox" ? startFirefoxStack : startStack;
  stack = await start({ helpdesk, tickets, pack });
  await stack.helpdesk.setViewportSize({ width: 1080, height: 800 });
  await stack.panel.setViewportSize({ width: 360, height: 800 });
  // Standard output belongs to the report.
  const report = await walk(stack, tickets, out, (line) => console.error(line));
  if (json) console.log(JSON.stringify(report));
  else printReport(report);
  await stop(0);
}

async function runInWindow({
  tickets,
  pack,
  browser,
  helpdesk,
}: DemoArguments): Promise<void> {
  const { closed } = await (browser === "firefox"
    ? openFirefox({ helpdesk, tickets, pack })
    : openChromium({ helpdesk, tickets, pack }));
  console.log(`
Heed is running. In the window: open a ticket in the list on the left; the panel is beside it.
If the panel is closed, click Heed's icon (behind the puzzle piece).

  helpdesk  ${stack?.at.origin}  (a look-alike, on this computer only)
  backend   ${stack?.backend.address}

Ctrl-C, or closing the window, stops everything.`);
  await closed;
  await stop(0);
}

type Given = Pick<DemoArguments, "helpdesk" | "tickets" | "pack">;
/** `closed` ends when the person closes the window. */
type Opened = { closed: Promise<void> };
const inWindow = { headless: false, withPanelPage: false };

async function openChromium(given: Given): Promise<Opened> {
  const opened = await startStack({ ...given, ...inWindow });
  stack = opened;
  await openSidePanel(opened);
  return {
    closed: new Promise((resolve) =>
      opened.context.on("close", () => resolve()),
    ),
  };
}

/** Firefox opens the sidebar by itself when an extension that has one is installed. */
async function openFirefox(given: Given): Promise<Opened> {
  const opened = await startFirefoxStack({ ...given, ...inWindow });
  stack = opened;
  await opened.helpdesk.bringToFront();
  return {
    closed: new Promise((resolve) =>
      opened.firefox.browser.on("disconnected", () => resolve()),
    ),
  };
}
