import type { Message, Ticket } from "../../src/domain/ticket.ts";
import { ownWords } from "../../src/domain/mail.ts";
import type { Summary } from "../../src/domain/suggestion.ts";
import { createModelVoice } from "./ask-model.ts";
import { askOnBudget } from "./ask-on-budget.ts";
import type { Budget } from "./budget.ts";
import type { Chat, ChatMessage } from "./chat.ts";
import { promptFile } from "./prompt-file.ts";
import { toSentences } from "./to-sentences.ts";
import { fenced, placeholdersIn } from "./write-prompt.ts";

type Label = Summary["lines"][number]["label"];

/** A line as the model wrote it: nobody has held it against its messages yet. */
export interface WrittenLine {
  label: Label;
  text: string;
  messageIds: string[];
}

/** Writes a summary from a redacted ticket, internal notes included: it is for colleagues. */
export interface SummaryWriter {
  engineId: string;
  promptVersion: string;
  /** Throws EngineFault, or the signal's reason. */
  write(
    request: { requestId: string; ticket: Ticket },
    signal: AbortSignal,
  ): Promise<WrittenLine[]>;
}

const PROMPT = promptFile("summary");
const LABELS: Label[] = ["problem", "done", "open", "promised"];
/** Five lines with their marks, in tokens. */
const ANSWER_TOKENS = 300;
/** The first messages tell what it is about, the newest where it stands. */
const FIRST_MESSAGES = 2;
const NEWEST_MESSAGES = 14;
const MESSAGE_CHARACTERS = 2000;

export function createSummaryWriter(
  chat: Chat,
  { deadlineMs }: { deadlineMs: number },
  budget: Budget,
): SummaryWriter {
  const voice = createModelVoice(chat);
  return {
    engineId: `openai/${chat.model}`,
    promptVersion: PROMPT.version,
    async write({ requestId, ticket }, signal) {
      const shown = shownOf(ticket.messages);
      const messages = messagesFor(requestId, ticket.subject, shown);
      const written = await askOnBudget(voice, budget, {
        messages,
        answerTokens: ANSWER_TOKENS,
        signal,
        deadlineMs,
      });
      const known = {
        passages: new Map(
          shown.map(({ messageId }, at) => [`M${at + 1}`, messageId]),
        ),
        templates: new Map<string, never>(),
        placeholders: placeholdersIn(messages.at(-1)?.content ?? ""),
      };
      return written.flatMap((one) => {
        const label = LABELS[one.paragraph - 1];
        const sentences = toSentences(one, known);
        return label && sentences.length > 0
          ? {
              label,
              text: sentences.map(({ text }) => text).join(" "),
              messageIds: sentences[0]?.sourceIds ?? [],
            }
          : [];
      });
    },
  };
}

function shownOf(messages: Message[]): Message[] {
  const said = messages.filter(({ text }) => text.trim() !== "");
  return said.length <= FIRST_MESSAGES + NEWEST_MESSAGES
    ? said
    : [...said.slice(0, FIRST_MESSAGES), ...said.slice(-NEWEST_MESSAGES)];
}

function messagesFor(
  requestId: string,
  subject: string | null,
  shown: Message[],
): ChatMessage[] {
  const text = [
    ...(subject === null ? [] : [`Subject: ${subject}`]),
    ...shown.map(
      (message, at) =>
        `[M${at + 1}] ${authorOf(message)}, ${message.at.slice(0, 10)}: ${ownWords(message.text).slice(0, MESSAGE_CHARACTERS)}`,
    ),
  ].join("\n\n");
  return [
    { role: "system", content: PROMPT.text },
    { role: "user", content: `TICKET\n\n${fenced(text, requestId)}` },
  ];
}

function authorOf({ role, visibility }: Message): string {
  if (role === "customer") return "Customer";
  if (role === "bot") return "Bot";
  return visibility === "public" ? "Agent" : "Agent's internal note";
}
