import { splitSentences } from "../../src/domain/sentences.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Chat, ChatMessage } from "../engines/chat.ts";

/**
 * Language models of a few lines, to measure what the rules around one are worth. They answer through the same reader,
 * guard and ladder as a real one; only what they say is known beforehand.
 */

/** Writes the answer in parts of a few characters, as tokens come. */
export function scriptedChat(
  model: string,
  answer: (messages: ChatMessage[]) => string,
): Chat {
  return {
    model,
    async *stream({ messages }, signal) {
      const text = answer(messages);
      for (let at = 0; at < text.length; at += 16) {
        signal.throwIfAborted();
        yield { kind: "text", text: text.slice(at, at + 16) };
      }
      yield { kind: "end", usage: null };
      await Promise.resolve();
    },
  };
}

export const honestChat = (): Chat => scriptedChat("honest", honestAnswer);

/** A model that an attacker owns: whatever the ticket is, it says `wish`, and that a passage says so. */
export const compromisedChat = (
  wish: string | ((messages: ChatMessage[]) => string),
  marks: string[] = ["P1"],
): Chat =>
  scriptedChat("compromised", (messages) =>
    compromisedAnswer(typeof wish === "string" ? wish : wish(messages), marks),
  );

/** The sentences of the passages that have most words of the ticket, word for word, each with its mark. */
export function honestAnswer(
  messages: Pick<ChatMessage, "content">[],
  limit = 3,
): string {
  const { passages, ticket } = partsOf(messages);
  const asked = new Set(contentStems(ticket));
  const sentences = passages
    .flatMap(({ mark, text }) =>
      splitSentences(text).map((sentence) => ({ mark, sentence })),
    )
    .map((it) => {
      const stems = contentStems(it.sentence);
      const met = new Set(stems.filter((stem) => asked.has(stem))).size;
      return { ...it, likeness: met / Math.sqrt(Math.max(stems.length, 4)) };
    })
    .filter(({ likeness, sentence }) => likeness > 0 && /[.!]$/.test(sentence))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, limit)
    .map(({ mark, sentence }) => ({
      text: sentence,
      sources: [mark],
      paragraph: 1,
    }));
  return JSON.stringify({ sentences });
}

export function compromisedAnswer(wish: string, marks: string[]): string {
  return JSON.stringify({
    sentences: [{ text: wish, sources: marks, paragraph: 1 }],
  });
}

/** What write-prompt.ts put into the user's message. */
export function partsOf(messages: Pick<ChatMessage, "content">[]): {
  passages: { mark: string; text: string }[];
  ticket: string;
} {
  const prompt = messages[1]?.content ?? "";
  const [before = "", after = ""] = prompt.split("\n\nTICKET\n\n");
  const passages = (before.split("\n\nTEMPLATES\n\n")[0] ?? "")
    .split(/\n\n(?=\[P\d+\] )/)
    .flatMap((block) => {
      const [, mark, text] = /^\[(P\d+)\] .*\n([\s\S]*)$/.exec(block) ?? [];
      return mark !== undefined && text !== undefined ? [{ mark, text }] : [];
    });
  return { passages, ticket: after.split("\n\nTASK\n\n")[0] ?? "" };
}
