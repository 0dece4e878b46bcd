import { ownWords } from "../../src/domain/mail.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { replyWords, wordsOf } from "../../src/domain/words.ts";
import type { Proposals } from "../packs/proposals.ts";
import { contentStems } from "../retrieval/content-words.ts";
import { questionOf } from "./question-of.ts";

/** A solved ticket, redacted, with what the live release makes of it. */
export interface ReadTicket {
  ticket: Ticket;
  /** Some intent is close enough. */
  hasIntent: boolean;
  /** Some source in force answers it. */
  hasSource: boolean;
}

/** Fewer than this is chance. */
const MIN_TICKETS = 3;
/** Cosine of two questions' words, weighed by how rare they are. Above it they ask the same, as a rule. */
const ALIKE = 0.35;
const EXAMPLES = 6;
const MIN_REPLY_WORDS = 8;
/** Number of a placeholder: `⟦EMAIL_1⟧`. What holds one is about one customer. */
const PERSONAL = /⟦[A-Z]+_\d+⟧/;

/** What many tickets have in common and the pack lacks. Nothing of it is taken without a person's word. */
export function propose(read: ReadTicket[]): Proposals {
  const asked = read.flatMap(({ ticket, hasIntent, hasSource }) => {
    const text = questionOf(ticket);
    return text === null ? [] : [{ ticket, hasIntent, hasSource, text }];
  });
  const taken = new Set<string>();
  return {
    intents: groups(asked.filter(({ hasIntent }) => !hasIntent)).map(
      (group) => ({
        accept: false,
        id: unique(group.words.slice(0, 3).join("_"), taken),
        name: titleOf(group.words.slice(0, 3)),
        tickets: group.members.length,
        examples: group.members
          .map(({ text }) => text)
          .filter((text) => !PERSONAL.test(text))
          .slice(0, EXAMPLES),
      }),
    ),
    questions: groups(asked.filter(({ hasSource }) => !hasSource)).map(
      ({ members }) => ({
        tickets: members.length,
        question: members[0]?.text ?? "",
        ticketIds: members.map(({ ticket }) => ticket.ticketId).slice(0, 10),
      }),
    ),
    replies: recurring(read.map(({ ticket }) => ticket)),
  };
}

interface Asked {
  ticket: Ticket;
  text: string;
}

/** Each question joins the first group whose opener it is like. The largest groups first. */
function groups<T extends Asked>(
  asked: T[],
): { members: T[]; words: string[] }[] {
  const bags = asked.map(
    ({ ticket, text }) =>
      new Set(contentStems(`${ticket.subject ?? ""} ${text}`)),
  );
  const holders = new Map<string, number>();
  for (const bag of bags)
    for (const stem of bag) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const weight = (stem: string) =>
    Math.log(1 + asked.length / (holders.get(stem) ?? 1));
  const found: { opener: Set<string>; members: number[] }[] = [];
  bags.forEach((bag, at) => {
    const home = found.find(
      ({ opener }) => cosine(opener, bag, weight) >= ALIKE,
    );
    if (home) home.members.push(at);
    else found.push({ opener: bag, members: [at] });
  });
  return found
    .filter(({ members }) => members.length >= MIN_TICKETS)
    .sort((a, b) => b.members.length - a.members.length)
    .map(({ members }) => ({
      members: members.flatMap((at) => asked[at] ?? []),
      words: commonest(members.map((at) => asked[at]?.text ?? "")),
    }));
}

function cosine(
  a: Set<string>,
  b: Set<string>,
  weight: (stem: string) => number,
): number {
  const length = (bag: Set<string>) =>
    Math.sqrt([...bag].reduce((sum, stem) => sum + weight(stem) ** 2, 0));
  const met = [...a]
    .filter((stem) => b.has(stem))
    .reduce((sum, stem) => sum + weight(stem) ** 2, 0);
  return met === 0 ? 0 : met / (length(a) * length(b));
}

/** Words with a topic, in as many of the texts as possible. */
function commonest(texts: string[]): string[] {
  const counts = new Map<string, { count: number; word: string }>();
  for (const text of texts)
    for (const word of new Set(wordsOf(text.toLowerCase()))) {
      const [stem] = contentStems(word);
      if (stem === undefined || !/^\p{L}{3,}$/u.test(word)) continue;
      const known = counts.get(stem);
      counts.set(stem, {
        count: (known?.count ?? 0) + 1,
        word: known?.word ?? word,
      });
    }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}

function titleOf(words: string[]): string {
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unique(words: string, taken: Set<string>): string {
  const slug = words.normalize("NFKD").replace(/[^a-z0-9_]+/g, "") || "topic";
  let id = slug;
  for (let n = 2; taken.has(id); n++) id = `${slug}_${n}`;
  taken.add(id);
  return id;
}

/** Paragraphs that agents sent in several tickets, word for word but for greeting and signature. */
function recurring(tickets: Ticket[]): Proposals["replies"] {
  const seen = new Map<string, { text: string; ticketIds: Set<string> }>();
  for (const ticket of tickets)
    for (const message of ticket.messages.filter(
      ({ role }) => role === "agent",
    ))
      for (const paragraph of ownWords(message.text).split(/\n\s*\n/)) {
        const text = paragraph.replace(/\s+/g, " ").trim();
        const words = replyWords(text).map((word) => word.toLowerCase());
        if (words.length < MIN_REPLY_WORDS || PERSONAL.test(text)) continue;
        const known = seen.get(words.join(" ")) ?? {
          text,
          ticketIds: new Set(),
        };
        known.ticketIds.add(ticket.ticketId);
        seen.set(words.join(" "), known);
      }
  return [...seen.values()]
    .filter(({ ticketIds }) => ticketIds.size >= MIN_TICKETS)
    .sort((a, b) => b.ticketIds.size - a.ticketIds.size)
    .map(({ text, ticketIds }, at) => ({
      accept: false,
      id: `from-replies-${at + 1}`,
      tickets: ticketIds.size,
      text: splitSentences(text).join(" "),
    }));
}
