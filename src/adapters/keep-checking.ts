import type { TicketRef } from "../domain/ticket.ts";
import type {
  InsertResult,
  PageHealth,
  PageState,
} from "../messaging/page-protocol.ts";
import type { PageAdapter } from "./adapter.ts";
import { inSlices, type Work } from "./in-slices.ts";
import { REPLY_BOX_THAT_TAKES_TEXT } from "./named-parts.ts";
import {
  diagnose,
  type Diagnosis,
  withOverrides,
  worthOf,
  type SelectorLists,
} from "./self-check.ts";

/** A page that is being drawn lacks things for a moment: only what lasts over two looks is said. */
const LOOK_AGAIN_MS = 1000;
/** While all is well. */
const LOOK_NOW_AND_THEN_MS = 5000;

export interface CheckEvents {
  onHealth(
    ticket: TicketRef,
    health: PageHealth,
    selectors: "built_in" | "pack",
    packVersion: string | null,
  ): void;
  /** From now on the page is read and written with this adapter. */
  onChoice(adapter: PageAdapter): void;
}

export interface Checking {
  /** Say what is found, even if it is what was said last. Resolves when it was. */
  lookAgain(): Promise<void>;
  /** Looks where another ticket or another reply box is in front: what the agent types there moves nothing. */
  noteState(state: PageState): void;
  /** Lists to try before the built-in ones. */
  usePack(version: string, selectors: SelectorLists): void;
  noteInsert(result: InsertResult): void;
  stop(): void;
}

/** Check the page on every ticket and after every insert, without holding it up, and choose the selectors with which it is better. */
export function keepChecking(
  page: Document,
  builtIn: PageAdapter,
  events: CheckEvents,
): Checking {
  let withPack: PageAdapter | null = null;
  let packVersion: string | null = null;
  let chosen = builtIn;
  let seenBefore = "";
  let seenSince = 0;
  let told = "";
  /** The ticket whose composer did not take a text. Another ticket gets another try. */
  let refusedIn: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frontBefore = "";
  /** A look that rests gives way to one that began after it. */
  let latest = 0;
  let isStopped = false;

  const frontNow = (adapter: PageAdapter) =>
    adapter.readState(page, new URL(page.location.href)).ticket;

  const look = () => {
    clearTimeout(timer);
    return inSlices(lookInSlices(++latest));
  };

  function* lookInSlices(mine: number): Work<void> {
    if (isStopped) return;
    if (page.hidden) return later(LOOK_NOW_AND_THEN_MS);
    const { adapter, health, ticket } = yield* best();
    if (isStopped || mine !== latest) return;
    // The agent may have gone to another ticket meanwhile, and what was found is true of neither.
    if (frontNow(adapter)?.ticketId !== ticket?.ticketId)
      return later(LOOK_AGAIN_MS);
    if (!ticket || !health) {
      refusedIn = null;
      return later(LOOK_NOW_AND_THEN_MS);
    }
    if (refusedIn !== ticket.ticketId) refusedIn = null;
    const found = refusedIn === null ? health : afterRefusal(health);
    const isPack = adapter === withPack;
    const seen = JSON.stringify([ticket, found, isPack, packVersion]);
    if (seen !== seenBefore) seenSince = Date.now();
    seenBefore = seen;
    // Looks may follow each other at once; what counts is how long the page has been so.
    const lasts = Date.now() - seenSince >= LOOK_AGAIN_MS - 50;
    if (lasts || (found.state === "ok" && adapter === chosen)) {
      if (adapter !== chosen) {
        chosen = adapter;
        events.onChoice(adapter);
      }
      if (seen !== told)
        events.onHealth(
          ticket,
          found,
          isPack ? "pack" : "built_in",
          packVersion,
        );
      told = seen;
    }
    later(found.state === "ok" && lasts ? LOOK_NOW_AND_THEN_MS : LOOK_AGAIN_MS);
  }

  function* best(): Work<Diagnosis> {
    const plain = yield* diagnose(builtIn, page);
    if (!withPack) return plain;
    const mended = yield* diagnose(withPack, page);
    return worthOf(mended.health) > worthOf(plain.health) ? mended : plain;
  }

  const later = (ms: number) => {
    // Whoever is told may have stopped all this, in the middle of a look.
    if (!isStopped) timer = setTimeout(() => void look(), ms);
  };
  void look();

  return {
    lookAgain() {
      told = "";
      return look();
    },
    noteState({ ticket, composer }) {
      const front = `${ticket?.ticketId} ${composer?.present} ${composer?.mode}`;
      if (front !== frontBefore) void look();
      frontBefore = front;
    },
    usePack(version, selectors) {
      packVersion = version;
      withPack =
        Object.keys(selectors).length === 0
          ? null
          : builtIn.withSelectors(
              withOverrides(builtIn.selectors, selectors, page),
            );
      void look();
    },
    noteInsert(result) {
      if (!result.ok && result.reason === "not_taken")
        refusedIn = frontNow(chosen)?.ticketId ?? null;
      else if (result.ok) refusedIn = null;
      void look();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function afterRefusal(health: PageHealth): PageHealth {
  return {
    ...health,
    state: health.state === "ok" ? "partial" : health.state,
    missing: [...health.missing, REPLY_BOX_THAT_TAKES_TEXT],
    mayInsert: false,
  };
}
