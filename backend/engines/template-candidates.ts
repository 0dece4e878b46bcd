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

/** Public templates of the intent, the one that opens its replies first. Never the acknowledgement of a high-risk one. */
export function templateCandidates({
  intent,
  pack,
  values,
}: Pick<DraftRequest, "intent" | "pack" | "values">): TemplateCandidate[] {
  if (!intent) return [];
  const opens = ({ templateId }: Template) => templateId === intent.templateId;
  const fitting = pack.templates.filter(
    (template) =>
      template.audience === "public" &&
      template.templateId !== intent.acknowledgementId &&
      (opens(template) || template.intents.includes(intent.intentId)),
  );
  return [
    ...fitting.filter(opens),
    ...fitting.filter((template) => !opens(template)),
  ]
    .slice(0, LIMIT)
    .flatMap((template) => {
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
    sourceId: `template:${template.templateId}`,
    documentId: `template:${template.templateId}`,
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
