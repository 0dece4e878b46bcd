import type { Template } from "../../src/domain/policy-pack.ts";
import type {
  Draft,
  EngineUsed,
  Sentence,
} from "../../src/domain/suggestion.ts";
import { contentStems } from "../retrieval/content-words.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import { chooseSentences, type Chosen } from "./choose-sentences.ts";
import { missingDetails } from "./ask-for-fields.ts";
import type { DraftRequest, Engine } from "./engine.ts";
import { fillLoosely, templateParagraphs } from "./fill-template.ts";

const SELF: EngineUsed = {
  engineId: "extractive",
  promptVersion: "1",
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
const LIMITS = { sentences: 4, words: 85 };
const SHORT = { sentences: 2, words: 45 };

function draftOf(request: DraftRequest): Draft | null {
  const { passages, intent, pack, query, instruction } = request;
  const isPublic = ({ passage }: Candidate) => passage.audience === "public";
  const limits = /\b(?:short|brief|concise)/i.test(instruction ?? "")
    ? SHORT
    : LIMITS;
  const answer = chooseSentences(query, passages.filter(isPublic), limits);
  const cited = noticesFirst(answer).map(sentencesOf);
  if (cited.length === 0) return null;

  const opening = templateOf(request, intent?.templateId ?? null);
  const openingParagraphs = opening
    ? templateParagraphs(opening, request.values)
    : [];
  return {
    destination: "public",
    paragraphs: [
      courtesy(fillLoosely(pack.tone.greeting, request.values)),
      ...openingParagraphs.slice(0, -1),
      [...(openingParagraphs.at(-1) ?? []), ...cited.flat()],
      ...missingDetails(request),
      courtesy(fillLoosely(pack.tone.closing, request.values)),
    ].filter((paragraph) => paragraph.length > 0),
  };
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
function noticesFirst(chosen: Chosen[]): Chosen[] {
  const isNotice = ({ passage }: Chosen) => passage.kind === "notice";
  return [
    ...chosen.filter(isNotice).map(withParallels),
    ...chosen.filter((one) => !isNotice(one)),
  ];
}

/** Sharing this much of their words, two sentences set the same rule for two cases. */
const PARALLEL = 0.6;

/** "Within Germany by the 17th", "to other countries by the 11th": which case is the customer's is not known here. */
function withParallels(one: Chosen): Chosen {
  const stems = one.passage.units.map(
    ({ text }) => new Set(contentStems(text)),
  );
  const isParallel = (unit: number) =>
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
    return unit
      ? [
          {
            text: unit.text,
            status: "cited",
            sourceIds: [passage.passageId],
            templateId: null,
            findings: [],
          },
        ]
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
