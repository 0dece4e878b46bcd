import { splitSentences } from "./sentences.ts";
import { sentencesOf, type Draft, type Sentence } from "./suggestion.ts";
import { wordsOf } from "./words.ts";

/**
 * A draft in the agent's own words. A sentence left alone keeps its status and its marks; about a changed or new one
 * Heed claims nothing, so it has no mark, but a finding stays for as long as the words it means do. Lines stay lines:
 * a sentence that begins one within a paragraph begins with its break.
 */
export function editedDraft(draft: Draft, text: string): Draft {
  const before = sentencesOf(draft);
  const byWords = new Map(before.map((it) => [plain(it.text), it]));
  const findings = before.flatMap((it) => it.findings);
  /** A closing with its name, a list in a template: one sentence of a draft may be several pieces. */
  const longest = Math.max(1, ...before.map(({ text }) => pieces(text).length));

  const madeOf = (paragraph: string): Sentence[] => {
    const parts = pieces(paragraph);
    const sentences: Sentence[] = [];
    for (let at = 0; at < parts.length;) {
      let length = Math.min(longest, parts.length - at);
      const run = () => parts.slice(at, at + length).join(" ");
      while (length > 1 && !byWords.has(plain(run()))) length -= 1;
      const first = parts[at] ?? "";
      const known = byWords.get(plain(run()));
      const lineBreak = first.startsWith("\n") ? "\n" : "";
      sentences.push(
        known
          ? { ...known, text: lineBreak + known.text }
          : {
              text: first,
              status: "courtesy",
              sourceIds: [],
              templateId: null,
              findings: findings.filter(({ quote }) =>
                plain(first).includes(plain(quote)),
              ),
            },
      );
      at += length;
    }
    return sentences;
  };

  return {
    destination: draft.destination,
    paragraphs: text
      .split(/\n\s*\n/)
      .map(madeOf)
      .filter((sentences) => sentences.length > 0),
  };
}

/** The sentences of a paragraph; the first of each further line begins with the break. */
function pieces(paragraph: string): string[] {
  return paragraph
    .trim()
    .split("\n")
    .flatMap((line, l) =>
      splitSentences(line).map((sentence, s) =>
        l > 0 && s === 0 ? `\n${sentence}` : sentence,
      ),
    );
}

function plain(text: string): string {
  return wordsOf(text).join(" ");
}
