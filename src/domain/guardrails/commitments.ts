import type { Guardrail, GuardrailContext } from "./guardrail.ts";
import { isMoney, quantitiesIn } from "./quantities.ts";
import { isVerbatim, normalised } from "./terms.ts";

/** What a promise gives. Each needs a source that speaks of the same. */
const GIVES: { name: string; said: RegExp }[] = [
  {
    name: "a refund",
    said: /\b(?:refund\w*|reimburs\w*|money back|pay (?:it|that|you) back|erstatt\w*|rembours\w*|reembols\w*|devolv\w+|rimbors\w*|terugbeta\w*)\b/i,
  },
  {
    name: "a credit",
    said: /\b(?:vouchers?|goodwill|compensat\w*|store credit|credit(?:ed|ing)?(?! cards?\b))\b/i,
  },
  {
    name: "a waiver",
    said: /\b(?:waiv\w+|free of charge|no charge|at no cost|kostenlos\w*|kostenfrei\w*|gratis|gratuit\w*)\b/i,
  },
  { name: "a guarantee", said: /\bguarante\w+\b/i },
  {
    name: "a replacement",
    said: /\b(?:replace(?:ment|d|s)?|replacing|send (?:you )?(?:a new|another))\b/i,
  },
];
/** Gifts that people speak of in other ways, too: only for a sentence that says a source allows it. */
const GIVES_BY_SOURCE: typeof GIVES = [
  {
    name: "something for nothing",
    said: /\b(?:(?<!feel )free(?! to\b)|gifts?|bonus\w*|discount\w*|on the house|our (?:own )?expense|owe[sd]?|keep the money)\b/i,
  },
  { name: "an exception", said: /\bexceptions?\b/i },
  {
    name: "another amount",
    said: /\b(?:upgrad\w+|doubl\w+|tripl\w+|twice|half)\b/i,
  },
  { name: "an approval", said: /\b(?:approv\w+|promis\w+)\b/i },
  { name: "money", said: /\b(?:money|cash)\b/i },
  {
    name: "what is to come",
    said: /\b(?:expect|count on|rely on|look forward to|depend on|on (?:its|the|their) way|consider (?:it|this|that|the)|our word)\b/i,
  },
  {
    name: "what was decided",
    said: /\b(?:agreed|accepted|upheld|settled|sorted|resolved|decided|won|taken care of|in your favou?r)\b/i,
  },
  {
    name: "more than a part",
    said: /\b(?:all|every|everything|always|whole|entire(?:ly)?|full(?:y)?|in full|unlimited|any ?time|no (?:time )?limit|no deadline)\b/i,
  },
];
/** Somebody binds the company: without it, the words above only name a subject. */
const BINDS =
  /\b(?:we|i|us|our team|they)(?:'ll|'ve|'d)?\b.{0,60}\b|\byou(?:'ll| will| can| may| get| receive| are entitled| have)\b|\bwill be\b|\b(?:has|have) been\b|\b(?:is|are) yours\b|\byour\b.{0,40}\bgets?\b|\b(?:can|may|shall) be\b/i;
const DEADLINE =
  /\b(?:within|in|by|before|until|no later than|at the latest)\s+(?:the (?:next|end of)\s+)?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|an|few|today|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|end of)\b[^.,;!?]{0,30}/i;

/** Does a text speak of money, goods or a guarantee for the customer, whoever would give it? */
export function speaksOfGiving(text: string): boolean {
  return GIVES.some(({ said }) => said.test(text));
}

export const commitments: Guardrail = {
  id: "commitments",
  because:
    "A promise of money, goods or time binds the company. Only a policy can justify it; what the customer wrote never does.",
  needs: ["sentence", "cited", "templateText", "settings"],
  check: (context) => {
    const { sentence, cited, templateText, settings } = context;
    const { text } = sentence;
    if (templateText !== null && isVerbatim(text, [templateText])) return [];
    const said = normalised(text);
    const sources = cited.map((source) => source.text);
    const isSource = isVerbatim(text, sources);
    const findings = settings.commitments.flatMap(
      ({ words, documents, limit }) => {
        const word = words.find((one) => hasWord(said, one));
        if (word === undefined || (!isSource && !promises(text))) return [];
        const allowing = cited.filter(
          ({ documentId }) =>
            documents.length === 0 || documents.includes(documentId),
        );
        if (allowing.length === 0 && !isSource)
          return [
            {
              message: `No policy allows this promise: "${word}"`,
              quote: word,
            },
          ];
        return overLimit(text, limit);
      },
    );
    const claimsSource =
      sentence.sourceIds.length > 0 && !text.trimEnd().endsWith("?");
    if (isSource || !(claimsSource || promises(text))) return findings;
    const known = normalised(sources.join("\n"));
    // What names a source need not bind anybody in so many words: "a refund, as agreed".
    for (const { name, said: gives } of claimsSource
      ? [...GIVES, ...GIVES_BY_SOURCE]
      : GIVES) {
      const match = gives.exec(said);
      if (match && !gives.test(known))
        findings.push({
          message: `Promises ${name} that no source allows: "${match[0]}"`,
          quote: match[0],
        });
    }
    const deadline = promises(text)
      ? DEADLINE.exec(said)?.[0].trim()
      : undefined;
    if (
      deadline &&
      !known.includes(deadline) &&
      !numbersKnown(deadline, context)
    )
      findings.push({
        message: `Promises a day: "${deadline}"`,
        quote: deadline,
      });
    return findings;
  },
};

function promises(text: string): boolean {
  return !text.trimEnd().endsWith("?") && BINDS.test(text);
}

function hasWord(text: string, word: string): boolean {
  const at = text.indexOf(normalised(word));
  if (at < 0) return false;
  const before = text[at - 1] ?? " ";
  const after = text.slice(at + word.length);
  // "credit" is not "credit card", and "refund" is also "refunds".
  return (
    !/[\p{L}\p{N}]/u.test(before) &&
    /^(?:e?d|s|ing)?(?![\p{L}\p{N}])(?! cards?\b)/u.test(after)
  );
}

/** The reworded deadline still has the source's own figure. */
function numbersKnown(deadline: string, { cited }: GuardrailContext): boolean {
  const claimed = quantitiesIn(deadline);
  const known = cited.flatMap(({ text }) => quantitiesIn(text));
  return (
    claimed.length > 0 &&
    claimed.every(({ value, unit }) =>
      known.some((one) => one.value === value && one.unit === unit),
    )
  );
}

function overLimit(
  text: string,
  limit: string | null,
): { message: string; quote: string }[] {
  const bound = quantitiesIn(limit ?? "").find(({ unit }) => isMoney(unit));
  if (!bound) return [];
  return quantitiesIn(text)
    .filter(
      ({ unit, value }) =>
        unit === bound.unit && Number(value) > Number(bound.value),
    )
    .map(({ quote }) => ({
      message: `Above the limit: "${quote}". ${limit ?? ""}`.trim(),
      quote,
    }));
}
