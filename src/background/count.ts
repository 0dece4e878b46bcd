import { INTERCOM_NEEDS } from "../adapters/intercom/needs.ts";
import {
  REPLY_BOX_THAT_TAKES_TEXT,
  REPLY_OR_NOTE,
  TICKET_PART,
} from "../adapters/named-parts.ts";
import type { Need } from "../adapters/self-check.ts";
import { ZENDESK_NEEDS } from "../adapters/zendesk/needs.ts";
import type { Counted } from "../domain/adapter-count.ts";
import type { Helpdesk, Ticket } from "../domain/ticket.ts";
import { browser } from "../messaging/browser.ts";
import type { PageHealth } from "../messaging/page-protocol.ts";
import { addCounts } from "../outbox/counts.ts";
import { endpoint } from "./connection.ts";
import { db } from "./database.ts";
import { answerError } from "./error.ts";

const NEEDS: Record<Helpdesk, readonly Need[]> = {
  zendesk: ZENDESK_NEEDS,
  intercom: INTERCOM_NEEDS,
};
/** No list is so long; a page may say what it likes. */
const LAST_POSITION = 20;

/** Count for the admin. Nobody waits for it, and nothing fails with it; without a connection nothing is counted. */
export function count(helpdesk: Helpdesk, counted: Counted[]): void {
  add(helpdesk, counted).catch(answerError);
}

/** Of a ticket that was read whole. null: it could not be. */
export function readingOf(ticket: Ticket | null): Counted {
  if (!ticket) return { kind: "reading", name: "none" };
  if (ticket.completeness === "partial")
    return { kind: "reading", name: "page" };
  return {
    kind: "reading",
    name: ticket.helpdesk === "intercom" ? "backend" : "api",
  };
}

/**
 * The page's own check. Its names come out of a page that may be hostile, and could carry a ticket's words: only those
 * that our own code has are counted by name.
 */
export function checkOf(helpdesk: Helpdesk, health: PageHealth): Counted[] {
  const keys = new Set(NEEDS[helpdesk].map(({ key }) => key));
  return [
    { kind: "check", name: health.state },
    ...[
      ...new Set(health.missing.map((part) => knownPart(helpdesk, part))),
    ].map((name) => ({ kind: "missing" as const, name })),
    ...Object.entries(health.routes)
      .filter(([key, position]) => position > 0 && keys.has(key))
      .map(([name, position]) => ({
        kind: "selector" as const,
        name,
        position: Math.min(position, LAST_POSITION),
      })),
  ];
}

function knownPart(helpdesk: Helpdesk, part: string): string {
  const known = [
    TICKET_PART,
    REPLY_OR_NOTE,
    REPLY_BOX_THAT_TAKES_TEXT,
    ...NEEDS[helpdesk].map((need) => need.part),
  ];
  return known.includes(part) ? part : "something else";
}

async function add(helpdesk: Helpdesk, counted: Counted[]): Promise<void> {
  const to = await endpoint();
  if (!to) return;
  const common = {
    day: new Date().toISOString().slice(0, 10),
    helpdesk,
    extensionVersion: browser.runtime.getManifest().version,
  };
  await addCounts(
    db,
    to.workspaceId,
    counted.map((it) => ({ position: 0, ...it, ...common })),
  );
}
