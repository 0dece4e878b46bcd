import { splitSentences } from "./sentences.ts";
import { sentencesOf, type Draft, type Sentence } from "./suggestion.ts";
import { wordsOf } from "./words.ts";

/**
 * A draft in the agent's own words. A sentence left alone keeps its status and its marks; about a changed or new one
 * Heed claims nothing, so it has no mark, but a finding stays for as long as the words it means do.
 */
export function editedDraft(draft: Draft, text: string): Draft {
  const before = sentencesOf(draft);
  const byWords = new Map(before.map((it) => [plain(it.text), it]));
  const findings = before.flatMap((it) => it.findings);
  return {
    destination: draft.destination,
    paragraphs: text
      .split(/\n+/)
      .map(splitSentences)
      .filter((sentences) => sentences.length > 0)
      .map((sentences) =>
        sentences.map(
          (sentence): Sentence =>
            byWords.get(plain(sentence)) ?? {
              text: sentence,
              status: "courtesy",
              sourceIds: [],
              templateId: null,
              findings: findings.filter(({ quote }) =>
                plain(sentence).includes(plain(quote)),
              ),
            },
        ),
      ),
  };
}

function plain(text: string): string {
  return wordsOf(text).join(" ");
}
