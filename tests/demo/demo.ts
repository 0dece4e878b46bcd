import { startStack, type Stack } from "../e2e/stack.ts";
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
let stack: Stack | null = null;
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
}: DemoArguments): Promise<void> {
  stack = await startStack({ tickets, pack });
  await stack.helpdesk.setViewportSize({ width: 1080, height: 800 });
  await stack.panel.setViewportSize({ width: 360, height: 800 });
  // Standard output belongs to the report.
  const report = await walk(stack, tickets, out, (line) => console.error(line));
  if (json) console.log(JSON.stringify(report));
  else printReport(report);
  await stop(0);
}

async function runInWindow({ tickets, pack }: DemoArguments): Promise<void> {
  stack = await startStack({
    tickets,
    pack,
    headless: false,
    withPanelPage: false,
  });
  await openSidePanel(stack);
  console.log(`
Heed is running. In the window: open a ticket in the list on the left; the panel is on the right.
If the panel is closed, click Heed's icon (behind the puzzle piece).

  helpdesk  ${stack.zendesk.origin}  (a look-alike, on this computer only)
  backend   ${stack.backend.address}

Ctrl-C, or closing the window, stops everything.`);
  await new Promise<void>((resolve) =>
    stack?.context.on("close", () => resolve()),
  );
  await stop(0);
}
