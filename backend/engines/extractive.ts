import type { Template } from "../../src/domain/policy-pack.ts";
import type {
  Draft,
  EngineUsed,
  Sentence,
} from "../../src/domain/suggestion.ts";
import { contentStems } from "../retrieval/content-words.ts";
import { approvedFor, approvedReply } from "./approved-reply.ts";
import { chooseSentences, type Chosen } from "./choose-sentences.ts";
import { missingDetails } from "./ask-for-fields.ts";
import type { DraftRequest, Engine } from "./engine.ts";
import { nextQuestion } from "./next-question.ts";
import { withNotices } from "./notices.ts";
import { hasAgreed, openingOf } from "./opening.ts";
import {
  asksForPhotos,
  holdsPhotos,
  isForElsewhere,
  isMoneyBeside,
  needsWhatTheyLack,
  saidBefore,
} from "./thread-holds.ts";
import { toCustomer } from "./to-customer.ts";
import { fillLoosely, templateParagraphs } from "./fill-template.ts";

const SELF: EngineUsed = {
  engineId: "extractive",
  promptVersion: "4",
  // It repeats approved words, so it can say fewer of them, and nothing else an agent may wish.
  capabilities: ["shorter"],
};

/**
 * Deterministic: it can only say what an approved source or template says, word for word, or nothing.
 * What the customer wrote is never copied, except into the placeholders of approved texts.
 */
export const extractive: Engine = {
  ...SELF,
  draft: (request) =>
    Promise.resolve({ draft: draftOf(request), engine: SELF }),
};

/** Two to four sentences read as an answer; more read as an article. */
const LIMITS = {
  sentences: 4,
  words: 85,
};
const SHORT = { sentences: 2, words: 45 };

function draftOf(request: DraftRequest): Draft | null {
  const { passages, intent, pack, query, instruction } = request;
  const limits = /\b(?:short|brief|concise)/i.test(instruction ?? "")
    ? SHORT
    : LIMITS;
  // Where only an approved reply is near enough, no passage is.
  const isNear = passages.some(({ score }) => score >= pack.thresholds.passage);
  const sayable = [
    ...approvedFor(request),
    ...passages.filter(
      ({ passage }) => isNear && passage.audience === "public",
    ),
  ];
  const bonus = hasAgreed(request) ? whatComesOfIt : () => 0;
  const isBeside = besideThePoint(request);
  const choose = (
    weigh: (sentence: string, section: string) => number | null,
  ) => chooseSentences(query, sayable, limits, weigh);
  const fitting = choose((said, section) =>
    isBeside(said, section) ? null : bonus(said),
  );
  const answer = withNotices(
    fitting.length > 0 ? fitting : choose(bonus),
    request,
  );
  const details = missingDetails(request);
  const isFree = ({ passage }: Chosen) => passage.kind !== "approved";
  const approved = answer
    .filter((one) => !isFree(one))
    .flatMap(({ passage }) => approvedReply(passage.documentId, request));
  const cited = saidOnce(
    noticesFirst(answer.filter(isFree), isBeside).flatMap(sentencesOf),
    [...approved, ...details],
  );
  if (cited.length + approved.length === 0) return null;

  const opening = templateOf(request, intent?.templateId ?? null);
  const openingParagraphs = opening
    ? templateParagraphs(opening, request.values)
    : [];
  const isOpened = openingParagraphs
    .flat()
    .every(({ text }) => saidBefore(request.ticket)(text));
  const isEnglish = pack.tone.languages.includes("en") && inEnglish(request);
  const question =
    isEnglish && details.length === 0
      ? nextQuestion(
          request,
          [...approved.flat(), ...cited].map(({ text }) => text),
        )
      : null;
  // Nobody opens a second reply in the same words.
  const first = isOpened ? [] : openingParagraphs;
  const opened = first.at(-1) ?? courtesy(isEnglish ? openingOf(request) : "");
  return {
    destination: "public",
    paragraphs: [
      courtesy(fillLoosely(pack.tone.greeting, request.values)),
      ...first.slice(0, -1),
      [...opened, ...(approved[0] ?? cited)],
      ...approved.slice(1),
      ...(approved.length > 0 ? [cited] : []),
      ...details,
      courtesy(question ?? ""),
      courtesy(fillLoosely(pack.tone.closing, request.values)),
    ].filter((paragraph) => paragraph.length > 0),
  };
}

/** Rules that this thread has behind it or that are for somebody else's case. */
function besideThePoint(
  request: DraftRequest,
): (sentence: string, section: string) => boolean {
  const { words } = request;
  const tests = [
    saidBefore(request.ticket),
    isMoneyBeside(request, words),
    needsWhatTheyLack(words),
    isForElsewhere(request),
    (said: string) => asksForPhotos(said) && holdsPhotos(request),
  ];
  return (said, section) => tests.some((isBeside) => isBeside(said, section));
}

/** What the reply asks for need not be told as well; one cited sentence stays. */
function saidOnce(cited: Sentence[], details: Sentence[][]): Sentence[] {
  const asked = details.flat().map(({ text }) => new Set(contentStems(text)));
  const rest = cited.filter(
    ({ text }) =>
      !asked.some(
        (stems) => shared(stems, new Set(contentStems(text))) >= PARALLEL,
      ),
  );
  return rest.length > 0 ? rest : cited;
}

/** Not told counts: most such tickets are only short. */
function inEnglish({ language }: DraftRequest): boolean {
  return language === null || language.startsWith("en");
}

/** To somebody who has said yes the conditions are behind them. */
function whatComesOfIt(sentence: string): number {
  if (/\b(?:if|unless|when) (?:any|either|one|the|you)\b/i.test(sentence))
    return -0.15;
  return /\bwill\b|\bwithin \d/i.test(sentence) ? 0.15 : 0;
}

/** The pre-approved text for a high-risk intent: nothing but the template, greeting and closing. */
export function acknowledgementOf(
  request: Pick<DraftRequest, "intent" | "pack" | "values">,
): Draft | null {
  const template = templateOf(
    request,
    request.intent?.acknowledgementId ?? null,
  );
  if (!template) return null;
  const paragraphs = templateParagraphs(template, request.values);
  if (paragraphs.length === 0) return null;
  const { greeting, closing } = request.pack.tone;
  return {
    destination: "public",
    paragraphs: [
      courtesy(fillLoosely(greeting, request.values)),
      ...paragraphs,
      courtesy(fillLoosely(closing, request.values)),
    ].filter((paragraph) => paragraph.length > 0),
  };
}

/** A notice outranks articles, where it is to the point at all. */
function noticesFirst(
  chosen: Chosen[],
  isBeside: ReturnType<typeof besideThePoint>,
): Chosen[] {
  const isNotice = ({ passage }: Chosen) => passage.kind === "notice";
  return [
    ...chosen.filter(isNotice).map((one) => withParallels(one, isBeside)),
    ...chosen.filter((one) => !isNotice(one)),
  ];
}

/** Sharing this much of their words, two sentences set the same rule for two cases. */
const PARALLEL = 0.6;

/** "Within Germany by the 17th", "to other countries by the 11th": which case is the customer's is not known here. */
function withParallels(
  one: Chosen,
  isBeside: ReturnType<typeof besideThePoint>,
): Chosen {
  const { passage } = one;
  const stems = passage.units.map(({ text }) => new Set(contentStems(text)));
  const isParallel = (unit: number) =>
    !isBeside(passage.units[unit]?.text ?? "", passage.text) &&
    one.units.some((at) => shared(stems[at], stems[unit]) >= PARALLEL);
  const units = [...stems.keys()].filter(
    (unit) => one.units.includes(unit) || isParallel(unit),
  );
  return { ...one, units };
}

function shared(a = new Set<string>(), b = new Set<string>()): number {
  const met = [...a].filter((stem) => b.has(stem)).length;
  return met / Math.max(1, Math.min(a.size, b.size));
}

function templateOf(
  { pack }: Pick<DraftRequest, "pack">,
  templateId: string | null,
): Template | null {
  return (
    pack.templates.find(
      (template) =>
        template.templateId === templateId && template.audience === "public",
    ) ?? null
  );
}

function sentencesOf({ passage, units }: Chosen): Sentence[] {
  return units.flatMap((at): Sentence[] => {
    const unit = passage.units[at];
    // A table is read, not said.
    const said =
      unit?.kind === "table" ? [unit.text] : toCustomer(unit?.text ?? "");
    return unit
      ? said.map((text) => ({
          text,
          status: "cited",
          sourceIds: [passage.passageId],
          templateId: null,
          findings: [],
        }))
      : [];
  });
}

export function courtesy(text: string): Sentence[] {
  return text === ""
    ? []
    : [
        {
          text,
          status: "courtesy",
          sourceIds: [],
          templateId: null,
          findings: [],
        },
      ];
}
