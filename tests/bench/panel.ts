import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readPack } from "../../backend/packs/read-pack.ts";
import { showTicket } from "../e2e/helpdesk-page.ts";
import { waitForAnswer } from "../e2e/panel-page.ts";
import { startStack, type Stack } from "../e2e/stack.ts";
import { readTickets } from "../sandbox/tickets.ts";

/**
 * `heed bench panel`: how soon the panel says something useful, what it weighs, and whether it grows. Everything real
 * (built extension, Chromium, backend on loopback), so the cold figure holds the backend's own time. Prints JSON.
 */
const ROOT = join(import.meta.dirname, "../..");
const BUILD = join(ROOT, "build/chrome-mv3-prod");
const OPENINGS = 15;
const SWITCHES = 200;
/** What fills caches for the first time is no leak. */
const WARM_UP = 40;

const loadBefore = loadavg()[0];
const reading = readPack(join(ROOT, "assets/sample-pack"));
if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
const tickets = readTickets(join(ROOT, "assets/sample-tickets/tickets.jsonl"));
const stack = await startStack({ tickets, pack: reading.pack });
try {
  const { cold, cached, drafted } = await openings(stack);
  const heap = await switches(stack, drafted);
  console.log(
    JSON.stringify({
      suite: "panel",
      sidepanelGzBytes: gzipped("sidepanel."),
      firstUsefulMs: {
        cold: figures(cold),
        cached: figures(cached),
        budget: { cold: 500, cached: 150 },
      },
      heap,
      load: { before: loadBefore, after: loadavg()[0] },
    }),
  );
} finally {
  await stack.close();
}

/** From the panel's navigation to the frame in which its draft stands; each ticket first unknown, then stored. */
async function openings({ helpdesk, panel }: Stack) {
  const cold: number[] = [];
  const cached: number[] = [];
  const drafted: number[] = [];
  for (const { id } of tickets) {
    if (cold.length === OPENINGS) break;
    // The panel is elsewhere while the ticket opens: nobody asks for its draft yet.
    const address = panel.url();
    await panel.goto("about:blank");
    await showTicket(helpdesk, id);
    await helpdesk.waitForTimeout(300);
    await panel.goto(address);
    if ((await waitForAnswer(panel, id)) !== "draft") continue;
    drafted.push(id);
    cold.push(await drawnAt());
    // The answers are written to disk a second after they came.
    await panel.waitForTimeout(1500);
    await panel.reload();
    await waitForAnswer(panel, id);
    cached.push(await drawnAt());
  }
  return { cold, cached, drafted };

  /** The browser's own record of when the draft was painted. */
  async function drawnAt(): Promise<number> {
    return panel.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const last = list.getEntries().at(-1);
            if (last) resolve(last.startTime);
          }).observe({ type: "largest-contentful-paint", buffered: true });
        }),
    );
  }
}

/** Used heap after a full collection, in bytes, early and after 200 switches between answered tickets. */
async function switches({ helpdesk, panel, context }: Stack, ids: number[]) {
  const cdp = await context.newCDPSession(panel);
  await cdp.send("HeapProfiler.enable");
  const used = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Runtime.getHeapUsage")).usedSize;
  };
  let early = 0;
  for (let n = 0; n < SWITCHES; n++) {
    if (n === WARM_UP) early = await used();
    const id = ids[n % ids.length];
    if (id === undefined) throw new Error("No ticket was drafted.");
    await showTicket(helpdesk, id);
    await waitForAnswer(panel, id);
  }
  return { afterWarmUp: early, afterAll: await used(), switches: SWITCHES };
}

function gzipped(start: string): number {
  const file = readdirSync(BUILD).find(
    (name) => name.startsWith(start) && name.endsWith(".js"),
  );
  if (!file) throw new Error("Build the extension first: npm run build");
  return gzipSync(readFileSync(join(BUILD, file)), { level: 9 }).length;
}

function figures(ms: number[]) {
  const sorted = ms.toSorted((a, b) => a - b).map(Math.round);
  return {
    n: sorted.length,
    median: sorted[Math.floor(sorted.length / 2)] ?? null,
    longest: sorted.at(-1) ?? null,
  };
}
