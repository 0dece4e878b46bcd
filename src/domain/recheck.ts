import type { GuardOfPack } from "./delivered-pack.ts";
import type { GuardrailContext } from "./guardrails/guardrail.ts";
import { checkSentence, guardrails } from "./guardrails/index.ts";
import { splitSentences } from "./sentences.ts";
import {
  sentencesOf,
  type Draft,
  type Finding,
  type Sentence,
  type Source,
} from "./suggestion.ts";
import { commonSubsequenceLength, wordsOf } from "./words.ts";

export interface RecheckFacts {
  sources: Source[];
  /** What may justify a number or an id: subject, fields and public messages. */
  ticketText: string;
  /** As the suggestion was made for; null when it could not be told. */
  customerLanguage: string | null;
  now: string;
  /** Of the pack in force here. null: none has come; guardrails that need it do not run. */
  guard: GuardOfPack | null;
}

/** What comes with the pack; everything else that a guardrail may need is in the suggestion and the ticket. */
const OF_PACK: readonly (keyof GuardrailContext)[] = [
  "settings",
  "bannedPhrases",
  "toneLimits",
];
const WITHOUT_PACK: GuardOfPack = {
  settings: {
    disabled: guardrails
      .filter(({ needs }) => needs.some((need) => OF_PACK.includes(need)))
      .map(({ id }) => id),
    commitments: [],
  },
  bannedPhrases: [],
  toneLimits: {},
};

/** At or above this share of common words, a changed sentence is the old one changed, and rests on its sources. */
const IS_THE_SAME = 0.5;

/**
 * What the guardrails say about the sentences of `text` that are not the draft's own. Sentences that the agent left
 * alone were checked in the backend, by all guardrails; a changed one is measured against the sources of the sentence
 * it came from, a new one against all of them.
 */
export function recheck(
  text: string,
  draft: Draft,
  { sources, ticketText, customerLanguage, now, guard }: RecheckFacts,
): Finding[] {
  const before = sentencesOf(draft);
  const known = new Set(
    before.flatMap((it) => splitSentences(it.text)).map(plain),
  );
  const templateText = before
    .filter(({ templateId }) => templateId !== null)
    .map((it) => it.text)
    .join(" ");
  return splitSentences(text)
    .filter((sentence) => !known.has(plain(sentence)))
    .flatMap((sentence) => {
      const from = nearest(sentence, before);
      const cited = from?.sourceIds.length
        ? sources.filter(({ sourceId }) => from.sourceIds.includes(sourceId))
        : sources;
      return checkSentence({
        // It has lost its mark: it claims no source, so only what it says is checked.
        sentence: {
          text: sentence,
          status: "courtesy",
          sourceIds: [],
          templateId: null,
          findings: [],
        },
        cited,
        destination: draft.destination,
        ticketText,
        templateText: templateText || null,
        ...(guard ?? WITHOUT_PACK),
        customerLanguage,
        now,
      });
    });
}

function nearest(text: string, before: Sentence[]): Sentence | null {
  const words = wordsOf(text);
  const [best] = before
    .map((sentence) => {
      const old = wordsOf(sentence.text);
      const longer = Math.max(words.length, old.length, 1);
      return {
        sentence,
        likeness: commonSubsequenceLength(words, old) / longer,
      };
    })
    .toSorted((a, b) => b.likeness - a.likeness);
  return best && best.likeness >= IS_THE_SAME ? best.sentence : null;
}

function plain(text: string): string {
  return wordsOf(text).join(" ");
}
