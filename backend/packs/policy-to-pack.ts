import type {
  FieldDefinition,
  Intent,
  KnowledgeDocument,
  PolicyPack,
} from "../../src/domain/policy-pack.ts";
import { DEFAULT_THRESHOLDS } from "./default-thresholds.ts";
import { dateOfRuleBook } from "./rule-book-date.ts";
import { readRuleBook } from "./rule-book.ts";
import type { RuleBook, RuleSection } from "./rule-book.ts";
import { fieldsAskedFor } from "./rule-asks.ts";
import { fieldsMentioned } from "./rule-fields.ts";
import { keyWords } from "./rule-key-words.ts";

/** Sections that define words. Nobody writes in to ask for one. */
const DEFINITIONS =
  /\b(?:domain|basics?|general|generic|overview|introduction|glossary|definitions?|scope|about)\b/i;
/** Such a label belongs to several actions, and means nothing without the heading above it. */
const MIN_LABEL_WORDS = 2;
const MAX_STEPS = 12;
const MAX_ID_LENGTH = 80;
const ACTION =
  /^(book|buy|order|open|create|request|cancel|modify|change|return|exchange|update|track|add|remove|renew|upgrade|suspend|resume|refuel|pay|report|replace|transfer|activate|reset) (.+)$/i;
const BEGINS_SOMETHING = /^(?:book|buy|order|open|create|request|add|report)$/i;

/**
 * A pack from one Markdown rule book, for trying Heed on policies that exist already.
 * Sentences stay word for word: a reply made of them cites the book. Only list items are joined with their lead-in.
 * What speaks to the agent becomes internal knowledge and checklists, what is so becomes public knowledge.
 */
export function policyToPack(markdown: string): PolicyPack {
  const book = readRuleBook(markdown);
  const name = book.title ?? "Rule book";
  const { timeZone, effectiveFrom } = dateOfRuleBook(markdown);
  const mentioned = fieldsMentioned(markdown);
  const intents = intentsOf(book, mentioned);
  return {
    formatVersion: 1,
    name,
    owner: name,
    timeZone,
    languages: ["en"],
    knowledge: withUniqueIds(
      book.sections.flatMap((section) =>
        documentsOf(section, name, effectiveFrom),
      ),
    ),
    notices: [],
    intents: intents.map(({ intent }) => intent),
    templates: [],
    fields: withAsked(
      mentioned,
      intents.flatMap(({ asked }) => asked),
    ),
    tone: {
      voice: "Plain and polite, in the words of the policy.",
      bannedPhrases: [],
      greeting: "Hello,",
      closing: "Kind regards,\n{{agent.name}}",
      languages: ["en"],
    },
    guardrails: { disabled: [], commitments: [] },
    thresholds: structuredClone(DEFAULT_THRESHOLDS),
    selectors: {},
    flags: { disabledAdapters: [], disabledFeatures: [], groups: {} },
  };
}

function documentsOf(
  { path, rules }: RuleSection,
  bookTitle: string,
  effectiveFrom: string | null,
): KnowledgeDocument[] {
  const title = path.length === 0 ? bookTitle : path.join(" › ");
  return (["public", "internal"] as const).flatMap((audience) => {
    const texts = rules
      .filter((rule) => rule.audience === audience)
      .map(({ text }) => text);
    if (texts.length === 0) return [];
    const document: KnowledgeDocument = {
      documentId: `${slug(path.join(" ") || bookTitle, "-")}${audience === "internal" ? "-internal" : ""}`,
      title,
      owner: bookTitle,
      effectiveFrom,
      effectiveUntil: null,
      reviewBy: null,
      audience,
      product: null,
      locale: "en",
      sourceUrl: null,
      body: texts.join("\n\n"),
    };
    return [document];
  });
}

/** One intent for each action of the book, and one for each part of it that a customer would name. */
function intentsOf(
  { sections }: RuleBook,
  mentioned: FieldDefinition[],
): IntentWithFields[] {
  const handoff = sections
    .flatMap(({ rules }) => rules)
    .find(
      ({ audience, text }) =>
        audience === "internal" &&
        /\btransfer the (?:user|customer)\b/i.test(text),
    );
  const actions = [
    ...new Set(sections.flatMap(({ path }) => path.slice(0, 1))),
  ].filter((heading) => !DEFINITIONS.test(heading));
  const intents = actions.flatMap((heading) => {
    const inside = sections.filter(({ path }) => path[0] === heading);
    const parts = inside.filter(({ path }) => path.length > 1);
    const named = parts.filter(
      ({ path }) => (path.at(-1) ?? "").split(" ").length >= MIN_LABEL_WORDS,
    );
    // What the whole action needs, each part of it needs.
    const asked = fieldsAskedFor(
      inside
        .filter(({ path }) => path.length === 1)
        .flatMap(({ rules }) => rules)
        .flatMap(({ steps }) => steps),
      mentioned,
    );
    const about = parts.map(({ path }) => (path.at(-1) ?? "").toLowerCase());
    return [
      intentOf(heading, about, inside, handoff?.text ?? null),
      ...named.map((part) =>
        intentOf(
          part.path.at(-1) ?? "",
          [heading.toLowerCase()],
          [part],
          handoff?.text ?? null,
        ),
      ),
    ].map((intent) => ({
      intent: {
        ...intent,
        requiredFields: asked.map(({ fieldId }) => fieldId),
      },
      asked,
    }));
  });
  const taken = new Set<string>();
  return intents.filter(
    ({ intent: { intentId } }) => !taken.has(intentId) && taken.add(intentId),
  );
}

interface IntentWithFields {
  intent: Intent;
  asked: FieldDefinition[];
}

function withAsked(
  mentioned: FieldDefinition[],
  asked: FieldDefinition[],
): FieldDefinition[] {
  const ids = new Set(mentioned.map(({ fieldId }) => fieldId));
  return [
    ...mentioned,
    ...asked.filter(({ fieldId }) => !ids.has(fieldId) && ids.add(fieldId)),
  ];
}

function intentOf(
  name: string,
  about: string[],
  sections: RuleSection[],
  handoff: string | null,
): Intent {
  const rules = sections.flatMap((section) => section.rules);
  const words = keyWords(rules.map(({ text }) => text).join(" "), name);
  return {
    intentId: slug(name, "_"),
    name,
    description: `${[name, ...about].join(", ")}: ${words.join(", ")}.`,
    examples: examplesOf(name),
    risk: "low",
    route: null,
    templateId: null,
    acknowledgementId: null,
    checklist: [...new Set(rules.flatMap(({ steps }) => steps))].slice(
      0,
      MAX_STEPS,
    ),
    requiredFields: [],
    handoff,
  };
}

function examplesOf(name: string): string[] {
  const [, verb, thing] = ACTION.exec(name) ?? [];
  const lower = name.toLowerCase();
  if (verb === undefined || thing === undefined)
    return [
      `I have a question about ${lower}.`,
      `What are the rules for ${lower}?`,
    ];
  const what = `${BEGINS_SOMETHING.test(verb) ? "a" : "my"} ${thing.toLowerCase()}`;
  return [
    `I would like to ${verb.toLowerCase()} ${what}.`,
    `Can I ${verb.toLowerCase()} ${what}?`,
  ];
}

function withUniqueIds(documents: KnowledgeDocument[]): KnowledgeDocument[] {
  const count = new Map<string, number>();
  return documents.map((document) => {
    const seen = (count.get(document.documentId) ?? 0) + 1;
    count.set(document.documentId, seen);
    return seen === 1
      ? document
      : { ...document, documentId: `${document.documentId}-${seen}` };
  });
}

function slug(text: string, separator: "-" | "_"): string {
  const ascii = text.normalize("NFKD").toLowerCase();
  const joined = ascii.replace(/[^a-z0-9]+/g, separator);
  return (
    joined.slice(0, MAX_ID_LENGTH).replace(/^[-_]+|[-_]+$/g, "") || "section"
  );
}
