import { createHash } from "node:crypto";
import { ownWords } from "../../src/domain/mail.ts";
import type { Message } from "../../src/domain/ticket.ts";
import type { ChatMessage } from "./chat.ts";
import type { DraftRequest } from "./engine.ts";
import { promptFile } from "./prompt-file.ts";
import {
  templateCandidates,
  type TemplateCandidate,
} from "./template-candidates.ts";

export interface DraftPrompt {
  messages: ChatMessage[];
  /** P1 → id of its source. */
  passages: Map<string, string>;
  /** T1 → the template. */
  templates: Map<string, TemplateCandidate>;
  /** Placeholders that stand in the prompt. The model may use these and no other: one it guessed is someone else's. */
  placeholders: Set<string>;
}

const MAX_PASSAGES = 8;
const PASSAGE_CHARACTERS = 2500;
const MAX_MESSAGES = 10;
const MESSAGE_CHARACTERS = 4000;
const TICKET_CHARACTERS = 12_000;

const DRAFT_PROMPT = promptFile("draft");

/**
 * What a model may see for a reply to a customer: passages that this customer may read, approved templates, and the
 * newest public messages. Never an internal note, nor one whose visibility is not known.
 */
export function writeDraftPrompt(request: DraftRequest): DraftPrompt {
  const passages = request.passages
    .filter(({ passage }) => passage.audience === "public")
    .slice(0, MAX_PASSAGES);
  const templates = templateCandidates(request);
  const content = [
    "PASSAGES",
    ...passages.map(({ passage }, at) => {
      const { title, section, text } = passage;
      const heading = section === null ? title : `${title}, ${section}`;
      return `[P${at + 1}] ${heading}\n${text.slice(0, PASSAGE_CHARACTERS)}`;
    }),
    ...(templates.length > 0 ? ["TEMPLATES"] : []),
    ...templates.map(({ source }, at) => `[T${at + 1}] ${source.text}`),
    "TICKET",
    fenced(ticketText(request), request.requestId),
    "TASK",
    ...taskLines(request),
  ].join("\n\n");
  const messages: ChatMessage[] = [
    { role: "system", content: DRAFT_PROMPT.text },
    { role: "user", content },
  ];
  return {
    messages,
    passages: new Map(
      passages.map(({ passage }, at) => [`P${at + 1}`, passage.passageId]),
    ),
    templates: new Map(templates.map((it, at) => [`T${at + 1}`, it])),
    placeholders: placeholdersIn(content),
  };
}

export function placeholdersIn(text: string): Set<string> {
  return new Set(text.match(/⟦[A-Z]+_\d+⟧/g) ?? []);
}

/** Text of strangers between two lines that they cannot have written: the mark comes from the request's own id. */
export function fenced(text: string, requestId: string): string {
  const mark = createHash("sha256")
    .update(`fence ${requestId}`)
    .digest("hex")
    .slice(0, 16);
  return `----- ${mark} -----\n${text}\n----- ${mark} -----`;
}

function ticketText({ ticket, values }: DraftRequest): string {
  const lines = [
    ...(ticket.subject === null ? [] : [`Subject: ${ticket.subject}`]),
    ...[...values]
      .filter(([name]) => name.startsWith("field."))
      .map(([name, value]) => `${name.slice("field.".length)}: ${value}`),
  ];
  let left = TICKET_CHARACTERS;
  const messages = ticket.messages
    .filter(({ visibility }) => visibility === "public")
    .slice(-MAX_MESSAGES)
    .toReversed()
    .flatMap((message) => {
      const text = ownWords(message.text).slice(
        0,
        Math.min(MESSAGE_CHARACTERS, left),
      );
      left -= text.length;
      return text.trim() === "" ? [] : [`${authorOf(message)}: ${text}`];
    })
    .toReversed();
  return [...lines, ...messages].join("\n\n");
}

function authorOf({ role }: Message): string {
  return { customer: "Customer", agent: "Agent", bot: "Bot" }[role];
}

function taskLines(request: DraftRequest): string[] {
  const { pack, language, intent, instruction } = request;
  const { voice, bannedPhrases } = pack.tone;
  const name = request.values.get("customer.firstName");
  return [
    `Write in ${languageName(language ?? pack.languages[0] ?? "en")}.`,
    ...(intent ? [`The ticket is about: ${intent.name}.`] : []),
    ...(name ? [`The customer's name is ${name}.`] : []),
    `Voice: ${voice}`,
    ...(bannedPhrases.length > 0
      ? [`Never say: ${bannedPhrases.join("; ")}.`]
      : []),
    "At most six sentences, unless the agent asks for another length.",
    ...(instruction === null
      ? []
      : [
          `The agent asks for this, within the rules above: ${instruction.slice(0, 2000)}`,
        ]),
  ];
}

export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
