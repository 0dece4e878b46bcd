import type { Template } from "../../src/domain/policy-pack.ts";
import type { Source } from "../../src/domain/suggestion.ts";
import type { DraftRequest } from "./engine.ts";
import { templateParagraphs } from "./fill-template.ts";

/** A macro that may fit: approved text with its placeholders filled, which an engine may use as it is or adapt. */
export interface TemplateCandidate {
  templateId: string;
  paragraphs: string[][];
  /** What an adapted sentence is measured against, like a passage. */
  source: Source;
}

const LIMIT = 4;
const LIMIT_ALIKE = 2;

/** Below it an approved reply for no intent in particular (a macro, a past reply) is about something else. */
const ENOUGH_ALIKE = 0.5;

/**
 * Public templates of the intent, the one that opens its replies first, then macros and past replies that speak of what
 * is asked. Never the acknowledgement of a high-risk intent.
 */
export function templateCandidates({
  intent,
  pack,
  values,
  approved,
}: Pick<
  DraftRequest,
  "intent" | "pack" | "values" | "approved"
>): TemplateCandidate[] {
  if (!intent) return [];
  const alike = approved.flatMap(({ passage, score }) =>
    passage.intents.length === 0 && score >= ENOUGH_ALIKE
      ? pack.templates.filter(
          ({ templateId }) => templateId === passage.documentId,
        )
      : [],
  );
  const opens = ({ templateId }: Template) => templateId === intent.templateId;
  const fitting = pack.templates.filter(
    (template) =>
      template.audience === "public" &&
      template.templateId !== intent.acknowledgementId &&
      (opens(template) || template.intents.includes(intent.intentId)),
  );
  return [
    ...fitting.filter(opens),
    ...fitting.filter((template) => !opens(template)).slice(0, LIMIT),
    ...alike.slice(0, LIMIT_ALIKE),
  ].flatMap((template) => {
    const paragraphs = templateParagraphs(template, values).map((sentences) =>
      sentences.map(({ text }) => text),
    );
    return paragraphs.length === 0
      ? []
      : [
          {
            templateId: template.templateId,
            paragraphs,
            source: sourceOf(template, paragraphs),
          },
        ];
  });
}

function sourceOf(template: Template, paragraphs: string[][]): Source {
  return {
    sourceId: templateSource(template.templateId),
    documentId: templateSource(template.templateId),
    title: `Approved template: ${template.templateId}`,
    section: null,
    text: paragraphs.map((sentences) => sentences.join(" ")).join("\n\n"),
    effectiveFrom: null,
    effectiveUntil: null,
    owner: template.approvedBy,
    audience: "public",
    url: null,
    score: 1,
  };
}

/** Id of a template where it stands as a source. */
export function templateSource(templateId: string): string {
  return `template:${templateId}`;
}
