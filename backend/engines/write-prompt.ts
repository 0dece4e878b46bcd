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
 * newest public messages. Never an internal note, unless the pack allows it, nor a message whose visibility is unknown.
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

function ticketText({ ticket, values, pack }: DraftRequest): string {
  const shown = (message: Message) =>
    message.visibility === "public" || isNoteFor(pack, message);
  const lines = [
    ...(ticket.subject === null ? [] : [`Subject: ${ticket.subject}`]),
    ...[...values]
      .filter(([name]) => name.startsWith("field."))
      .map(([name, value]) => `${name.slice("field.".length)}: ${value}`),
  ];
  let left = TICKET_CHARACTERS;
  const messages = ticket.messages
    .filter(shown)
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

function isNoteFor(
  { guardrails }: DraftRequest["pack"],
  { visibility }: Message,
): boolean {
  return visibility === "internal" && guardrails.notesInformDrafts === true;
}

function authorOf({ role, visibility }: Message): string {
  if (visibility !== "public") return "Internal note";
  return { customer: "Customer", agent: "Agent", bot: "Bot" }[role];
}

function taskLines(request: DraftRequest): string[] {
  const { pack, language, intent, instruction, ticket } = request;
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
    ...(ticket.messages.some((message) => isNoteFor(pack, message))
      ? [
          "Internal notes tell where things stand. Never quote one, and never tell the customer that there is any.",
        ]
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
