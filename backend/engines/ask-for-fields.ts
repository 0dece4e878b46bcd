import { askedName } from "../../src/domain/ask-for-field.ts";
import type {
  FieldDefinition,
  Template,
} from "../../src/domain/policy-pack.ts";
import type { Sentence } from "../../src/domain/suggestion.ts";
import type { DraftRequest } from "./engine.ts";
import { templateParagraphs } from "./fill-template.ts";
import { joined, PHOTOS, stillToAsk } from "./thread-holds.ts";
import { templateSource } from "./template-candidates.ts";

const ASKS =
  /\b(?:please (?:also )?(?:send|tell|give|reply|share|confirm|add)|could you|can you)\b|\?/i;
/** A case of their own ("my order", "I bought"), unlike a question that anybody might ask. */
const OWN_CASE =
  /\b(?:mine|ours)\b|\b(?:my|our)\b(?!\s+(?:\w+\s+)?(?:brother|sister|mother|father|mum|mom|dad|son|daughter|wife|husband|partner|friend|aunt|uncle|nephew|niece|parents|kids|children|colleague|boss|name)\b)|\b(?:i|we)(?:'ve|'d)?\s+(?:have |had |just |already |still )*(?:\w+ed|bought|sent|got|paid|lost|need to|want to|would like to|am|are)\b/i;

/** A question before buying: there is no case yet, whatever the customer owns. */
const BEFORE_BUYING =
  /\b(?:like|want|plan|planning|thinking|wish)\b.{0,20}\b(?:order|buy|get|give|book|send (?:him|her|them))(?:ing)?\b|\bbefore i (?:order|buy)\b|\bdo you (?:ship|deliver|sell|stock|have|offer|hire|rent)\b/i;
const MY_CASE =
  /\b(?:my|our|this|the)\s+(?:\w+\s+){0,2}(?:order|parcel|package|refund|invoice|delivery|reservation|booking|flight|return|subscription)\b/i;

/** What the reply has to ask for: the approved template that asks for it, else one plain question. */
export function missingDetails(request: DraftRequest): Sentence[][] {
  const { words } = request;
  if (!OWN_CASE.test(words)) return [];
  if (BEFORE_BUYING.test(words) && !MY_CASE.test(words)) return [];
  const missing = request.pack.fields.filter(
    (field) =>
      request.missingFieldIds.includes(field.fieldId) &&
      !isDealtWith(field, request),
  );
  const template = request.pack.templates.find((one) =>
    asksFor(one, missing, request),
  );
  if (template) {
    const asked = withoutHeld(template, request);
    if (asked.flat().some(({ text }) => asks(text))) return asked;
  }
  if (missing.length === 0) return [];
  return [
    [
      {
        text: `Could you please ${questionFor(missing)}?`,
        status: "courtesy",
        sourceIds: [],
        templateId: null,
        findings: [],
      },
    ],
  ];
}

/** The approved text without what the thread holds. */
function withoutHeld(template: Template, request: DraftRequest): Sentence[][] {
  return templateParagraphs(template, request.values)
    .map((paragraph) => stillAsked(paragraph, template, request))
    .filter((paragraph) => paragraph.length > 0);
}

/** Goes on about the thing that the sentence before it asked for: "It starts with FH." */
const REFERS_BACK = /^(?:it|its|they|their|this|that|these|those)\b/i;

/** One paragraph of an approved text, without what the thread holds and what is said about that. */
export function stillAsked(
  paragraph: Sentence[],
  template: Template,
  request: DraftRequest,
): Sentence[] {
  let isDropped = false;
  return paragraph.flatMap((sentence) => {
    if (isDropped && REFERS_BACK.test(sentence.text)) return [];
    const left = askedOf(sentence, template, request);
    isDropped = left.length === 0;
    return left;
  });
}

export function asks(sentence: string): boolean {
  return ASKS.test(sentence);
}

/** One sentence of an approved text. What is left of a list that it asks for is measured against the whole text. */
function askedOf(
  sentence: Sentence,
  { templateId }: Template,
  request: DraftRequest,
): Sentence[] {
  if (!asks(sentence.text)) return [sentence];
  const text = stillToAsk(sentence.text, request);
  if (text === null) return [];
  if (text === sentence.text) return [sentence];
  return [
    {
      text,
      status: "cited",
      sourceIds: [templateSource(templateId)],
      templateId: null,
      findings: [],
    },
  ];
}

/** "Send me your order number, and tell me the reason for cancellation (a, b or c)". */
function questionFor(missing: FieldDefinition[]): string {
  const data = missing.filter(
    ({ type, pattern }) => type !== "enum" && pattern !== null,
  );
  const told = missing.filter((field) => !data.includes(field));
  return [
    ...(data.length > 0 ? [`send me your ${joined(data.map(askedName))}`] : []),
    ...(told.length > 0 ? [`tell me the ${joined(told.map(withChoice))}`] : []),
  ].join(" and ");
}

const MOST_CHOICES = 5;

function withChoice(field: FieldDefinition): string {
  const choices = field.enum.length <= MOST_CHOICES ? field.enum : [];
  if (choices.length < 2) return askedName(field);
  return `${askedName(field)} (${choices.slice(0, -1).join(", ")} or ${choices.at(-1) ?? ""})`;
}

/** Asked once and written back since, or spoken of by the customer in words that no pattern reads: never asked again. */
function isDealtWith(
  field: FieldDefinition,
  { ticket, words }: Pick<DraftRequest, "ticket" | "words">,
): boolean {
  const name = askedName(field);
  const head = name.split(" ")[0] ?? name;
  const latest = ticket.messages.findLastIndex(
    ({ role, visibility }) => role === "customer" && visibility === "public",
  );
  const wasAsked = ticket.messages
    .slice(0, Math.max(0, latest))
    .some(
      ({ role, visibility, text }) =>
        role !== "customer" &&
        visibility === "public" &&
        text.toLowerCase().includes(name),
    );
  if (wasAsked || field.pattern !== null) return wasAsked;
  return (
    words.toLowerCase().includes(head) ||
    (head === "reason" &&
      /\b(?:because|due to|since|as i|changed?)\b/i.test(words))
  );
}

function asksFor(
  template: Template,
  missing: FieldDefinition[],
  { intent }: DraftRequest,
): boolean {
  if (!intent || template.audience !== "public") return false;
  if (!template.intents.includes(intent.intentId)) return false;
  if (
    template.templateId === intent.templateId ||
    template.templateId === intent.acknowledgementId ||
    !ASKS.test(template.text)
  )
    return false;
  const text = template.text.toLowerCase();
  if (missing.some((field) => text.includes(askedName(field)))) return true;
  // Which of it the thread holds already is looked at sentence by sentence.
  return PHOTOS.test(text);
}
