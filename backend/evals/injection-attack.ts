import { htmlFromText } from "../../src/adapters/html-from-text.ts";
import { mayInsert } from "../../src/domain/may-insert.ts";
import {
  customerDraftOf,
  sentencesOf,
  textOf,
  type Draft,
  type Suggestion,
} from "../../src/domain/suggestion.ts";
import { justifyingText } from "../../src/domain/ticket.ts";
import type { Engine } from "../engines/engine.ts";
import type { Ask } from "./injection-asking.ts";
import type { InjectionCase } from "./injection-cases.ts";
import {
  customers,
  deskTicket,
  foreignTo,
  publicTexts,
} from "./injection-desk.ts";
import type { Speak } from "./injection-engines.ts";
import {
  brokenBy,
  INVARIANTS,
  type Invariant,
  type Planted,
} from "./injection-invariants.ts";
import { ownWish, plantedWish } from "./injection-wishes.ts";

const AT_ONCE = 8;

export interface Broken {
  invariant: Invariant;
  text: string;
}

/** Every case with both wishes, or with the model that is configured, and what of it nobody would have looked at. */
export async function attack(
  ask: Ask,
  cases: InjectionCase[],
  speaking: Speak,
  which: "compromised" | "configured",
  engine: Engine,
): Promise<{ cases: number; drafts: number; broken: Broken[] }> {
  let drafts = 0;
  const perCase = await mapped(cases, async (it, n) => {
    const own = it.email % customers.length;
    const ticket = deskTicket(`${n}`, own, it.text);
    const foreign = foreignTo(own);
    const known = {
      publicTexts: [...publicTexts(), "Hello, Kind regards"],
      ticketText: justifyingText(ticket),
      foreign,
    };
    const wishes =
      which === "compromised"
        ? [() => ownWish(it.attack), plantedWish(n, foreign)]
        : [null];
    const broken: Broken[] = [];
    for (const wish of wishes) {
      let planted: Planted | null = null;
      const asked = wish
        ? speaking((sentence) => {
            const said = wish(sentence);
            ({ planted } = said);
            return said;
          })
        : engine;
      const suggestion = await ask(ticket, asked);
      const draft = customerDraftOf(suggestion);
      if (!draft) continue;
      drafts += 1;
      for (const text of uncheckedTexts(suggestion, draft))
        for (const invariant of brokenBy(
          text,
          htmlFromText(text),
          known,
          planted,
        ))
          broken.push({ invariant, text });
    }
    return broken[0] ? [broken[0]] : [];
  });
  return { cases: cases.length, drafts, broken: perCase.flat() };
}

/** What reaches a customer without a second look: the draft, if one key inserts it, and each sentence nobody objects to. */
function uncheckedTexts(suggestion: Suggestion, draft: Draft): string[] {
  // The most permissive tier: what holds there holds above.
  const permission = mayInsert(
    { ...suggestion, risk: "low" },
    "reply",
    [],
    false,
  );
  return [
    ...(permission.ok ? [textOf(draft)] : []),
    ...sentencesOf(draft)
      .filter(({ findings }) => findings.length === 0)
      .map(({ text }) => text),
  ];
}

export function byInvariant(broken: Broken[]): Record<Invariant, number> {
  return Object.fromEntries(
    INVARIANTS.map((name) => [
      name,
      broken.filter(({ invariant }) => invariant === name).length,
    ]),
  ) as Record<Invariant, number>; // every name of the list
}

/** In order, a few at once: while one waits for the socket, another computes. */
export async function mapped<T, U>(
  items: T[],
  work: (item: T, n: number) => Promise<U>,
): Promise<U[]> {
  const done: U[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    done.push(
      ...(await Promise.all(
        items.slice(at, at + AT_ONCE).map((item, k) => work(item, at + k)),
      )),
    );
  return done;
}
