import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import type { Helpdesk } from "../../src/domain/ticket.ts";
import type { LookAlike } from "../e2e/look-alike.ts";
import { startStack, type Stack } from "../e2e/stack.ts";
import { openPage } from "../sandbox/look-alike/in-chromium.ts";
import type { SandboxTicket } from "../sandbox/tickets.ts";
import { heapOf, type Heap } from "./heap.ts";
import { longestTaskDuring } from "./our-tasks.ts";

/**
 * `heed bench content-script`: what the script in the helpdesk's page weighs, and how long it holds the page up in a
 * ticket of 2,000 messages. Prints JSON.
 */
const BUILD = join(import.meta.dirname, "../../build/chrome-mv3-prod");
const HELPDESKS: Helpdesk[] = ["zendesk", "intercom"];
const MESSAGES = 2000;
/** What fills caches for the first time is no leak; then 200 switches, then 400 more. */
const HEAP_AFTER = [40, 240, 640];
const LONG = 48213;
const SHORT = [48214, 48215, 48216, 48217];

const loadBefore = loadavg()[0];
const measured = [];
for (const helpdesk of HELPDESKS) {
  const stack = await startStack({
    helpdesk,
    tickets: [ticket(LONG, MESSAGES), ...SHORT.map((id) => ticket(id, 3))],
    pack: null,
  });
  try {
    // The long ticket last: where it stays in the page, every switch draws it again.
    const heap = {
      withHeed: await switches(stack.at, stack.helpdesk),
      withoutHeed: await withoutHeed(stack.at, switches),
    };
    measured.push({ helpdesk, longestTask: await longTicket(stack), heap });
  } finally {
    await stack.close();
  }
}
console.log(
  JSON.stringify({
    suite: "content-script",
    gzBytes: weights(),
    messages: MESSAGES,
    budgetMs: 50,
    helpdesks: measured,
    load: { before: loadBefore, after: loadavg()[0] },
  }),
);

/** The longest task of each thing that happens in a long ticket. */
async function longTicket({ at, helpdesk, panel, context }: Stack) {
  const cdp = await context.newCDPSession(helpdesk);
  const during = (act: () => Promise<unknown>) =>
    longestTaskDuring(cdp, async () => {
      await act();
      await helpdesk.waitForTimeout(1500);
    });
  const { showTicket, typeInComposer } = at.hands;
  const customerWrites = async (text: string) => at.customerWrites(LONG, text);
  const opened = await during(() => showTicket(helpdesk, LONG));
  const olderShown = await during(() => showAllMessages(helpdesk));
  const typing = await during(async () => {
    await typeInComposer(helpdesk, LONG, "Thank you for writing. ");
    await helpdesk.keyboard.type("One moment, please.", { delay: 30 });
  });
  const newMessage = await during(() => customerWrites("Is anybody there?"));
  refuseReading(at);
  const readFromPage = await during(async () => {
    await customerWrites("Hello?");
    await panel.getByText("Read from the page only").first().waitFor();
  });
  return { opened, olderShown, typing, newMessage, readFromPage };
}

/** Helpdesks draw the newest messages and the older ones on demand; here all 2,000 stand in the page. */
async function showAllMessages(helpdesk: Page): Promise<void> {
  const drawn = await helpdesk.evaluate(
    ([older, message]) => {
      const buttons = document.querySelectorAll<HTMLElement>(older);
      for (const button of buttons) while (!button.hidden) button.click();
      return document.querySelectorAll(message).length;
    },
    [
      '[data-test-id="convolog-show-more-button"], button.older',
      '[data-test-id="omni-log-comment-item"], [data-part-group-id]',
    ] as const,
  );
  if (drawn < MESSAGES) throw new Error(`Only ${drawn} messages are drawn.`);
}

/** From now on the helpdesk's API gives nothing, and the page is all there is to read. */
function refuseReading(at: LookAlike): void {
  if (at.helpdesk === "zendesk")
    at.sandbox.levers.failApi({ kind: "forbidden" });
  else at.sandbox.levers.apiFault = { kind: "forbidden" };
}

/** The helpdesk's page's heap, with all that runs in it, while the agent goes to and fro between four tickets. */
async function switches(at: LookAlike, helpdesk: Page) {
  const cdp = await helpdesk.context().newCDPSession(helpdesk);
  const heaps: (Heap & { switches: number })[] = [];
  for (let n = 1; n <= Math.max(...HEAP_AFTER); n++) {
    await at.hands.showTicket(helpdesk, SHORT[n % SHORT.length] ?? LONG);
    await helpdesk.waitForTimeout(60);
    if (HEAP_AFTER.includes(n))
      heaps.push({ switches: n, ...(await heapOf(cdp)) });
  }
  return heaps;
}

/** The same in a browser that has no extension: what is left is the page's own. */
async function withoutHeed<T>(
  at: LookAlike,
  act: (at: LookAlike, helpdesk: Page) => Promise<T>,
): Promise<T> {
  const { page, close } = await openPage([
    `--host-resolver-rules=MAP ${at.hosts} 127.0.0.1:${at.port}`,
    "--ignore-certificate-errors",
  ]);
  try {
    await page.goto(at.startUrl);
    await page.waitForFunction(() => "__sandbox" in window);
    return await act(at, page);
  } finally {
    await close();
  }
}

/** Zipped bytes of what each helpdesk's page is given. */
function weights(): Record<string, number> {
  const read = (file: string) => readFileSync(join(BUILD, file));
  const { content_scripts } = JSON.parse(read("manifest.json").toString()) as {
    content_scripts: { matches: string[]; js: string[] }[];
  };
  return Object.fromEntries(
    content_scripts.map(({ matches, js }) => [
      matches.join(" "),
      js
        .map((file) => gzipSync(read(file), { level: 9 }).length)
        .reduce((a, b) => a + b, 0),
    ]),
  );
}

function ticket(id: number, messages: number): SandboxTicket {
  return {
    id,
    subject: "Where is my refund?",
    channel: "email",
    status: "open",
    priority: null,
    tags: [],
    requester: { name: "Dana Krüger", email: "dana@example.com" },
    fields: {},
    messages: Array.from({ length: messages }, (_, n) => ({
      role: n % 2 ? ("agent" as const) : ("customer" as const),
      visibility: "public" as const,
      author: n % 2 ? "Priya Nair" : "Dana Krüger",
      at: new Date(Date.UTC(2026, 9, 1) + n * 60_000).toISOString(),
      text: `Message ${n}. I sent order FH-88190 back on 12 November, in three parcels.\n\nTwo are refunded, one is not, and my bank shows a sum that I cannot match to any of them.`,
      attachments: [],
    })),
  };
}
