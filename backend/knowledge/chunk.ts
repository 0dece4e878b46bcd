import { createHash } from "node:crypto";
import type {
  KnowledgeDocument,
  Notice,
  Template,
} from "../../src/domain/policy-pack.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import { blocksOf, plainText, type Block } from "./markdown-blocks.ts";
import type { Passage, Unit } from "./passage.ts";
import { isFrame } from "./reply-frame.ts";
import { isSaidWithItems, isSentence, unitsOf } from "./units.ts";

/** Longer passages embed slowly and answer vaguely. Lists and tables stay whole, so a passage may exceed it. */
const PASSAGE_WORDS = 100;

/** Passages by structure: one heading path each, about a hundred words, lists and tables whole. */
export function chunkDocument(document: KnowledgeDocument): Passage[] {
  const documentVersion = hash(JSON.stringify(document));
  return passageTexts(document).map(({ section, units }, position) => ({
    passageId: hash(`${documentVersion}:${position}`).slice(0, 24),
    documentId: document.documentId,
    documentVersion,
    position,
    kind: "article",
    title: document.title,
    section,
    text: units.map(({ text }) => text).join("\n"),
    units,
    audience: document.audience,
    effectiveFrom: document.effectiveFrom,
    effectiveUntil: document.effectiveUntil,
    owner: document.owner,
    url: document.sourceUrl,
    locale: document.locale,
    product: document.product,
    intents: [],
  }));
}

/** A notice is short and speaks to customers: one passage, in force while it is posted. */
export function passageOfNotice(notice: Notice): Passage {
  const documentVersion = hash(JSON.stringify(notice));
  const units = splitSentences(plainText(notice.text)).map((text): Unit => ({
    text,
    kind: "sentence",
  }));
  return {
    passageId: hash(`${documentVersion}:0`).slice(0, 24),
    documentId: notice.noticeId,
    documentVersion,
    position: 0,
    kind: "notice",
    title: "Notice",
    section: null,
    text: units.map(({ text }) => text).join("\n"),
    units,
    audience: "public",
    effectiveFrom: notice.from,
    effectiveUntil: notice.until,
    owner: notice.owner,
    url: null,
    locale: null,
    product: null,
    intents: notice.intents,
  };
}

/** An approved reply says its piece whole: one passage, without the placeholders, under the names of its topics. */
export function passageOfTemplate(
  template: Template,
  topics: string[],
): Passage {
  const documentVersion = hash(JSON.stringify(template));
  const units = template.text
    .replace(/\{\{[^{}]*\}\}/g, "")
    .split(/\n\s*\n/)
    .filter((paragraph) => !isFrame(paragraph))
    .flatMap(splitSentences)
    .map((text): Unit => ({ text, kind: "sentence" }));
  return {
    passageId: hash(`${documentVersion}:0`).slice(0, 24),
    documentId: template.templateId,
    documentVersion,
    position: 0,
    kind: "approved",
    title: topics.length > 0 ? topics.join(", ") : (units[0]?.text ?? ""),
    section: null,
    text: units.map(({ text }) => text).join("\n"),
    units,
    audience: template.audience,
    effectiveFrom: null,
    effectiveUntil: null,
    owner: template.approvedBy,
    url: null,
    locale: null,
    product: null,
    intents: template.intents,
  };
}

interface PassageText {
  section: string | null;
  units: Unit[];
}

function passageTexts(document: KnowledgeDocument): PassageText[] {
  const passages: PassageText[] = [];
  let words = 0;
  let previous: Block | null = null;
  const blocks = blocksOf(document.body);
  for (const [index, block] of blocks.entries()) {
    const section = sectionOf(block, document.title);
    const next = blocks[index + 1];
    const units = unitsOf(block, leadInOf(previous, block));
    // A lead-in that the following list repeats would be said twice.
    const leadIn = next?.kind === "list" ? leadInOf(block, next) : null;
    if (
      next &&
      leadIn !== null &&
      (isSaidWithItems(leadIn) || !allSentences(next))
    )
      units.pop();
    previous = block;
    const size = units.reduce((sum, unit) => sum + wordCount(unit.text), 0);
    const last = passages.at(-1);
    if (last && last.section === section && words + size <= PASSAGE_WORDS) {
      last.units.push(...units);
      words += size;
      continue;
    }
    for (const group of grouped(units))
      passages.push({ section, units: group });
    words = (passages.at(-1)?.units ?? []).reduce(
      (sum, unit) => sum + wordCount(unit.text),
      0,
    );
  }
  return passages.filter(({ units }) => units.length > 0);
}

/** One block of many sentences becomes several passages of whole units. */
function grouped(units: Unit[]): Unit[][] {
  const groups: Unit[][] = [];
  let words = Infinity;
  for (const unit of units) {
    const size = wordCount(unit.text);
    if (words + size > PASSAGE_WORDS) {
      groups.push([]);
      words = 0;
    }
    groups.at(-1)?.push(unit);
    words += size;
  }
  return groups;
}

/** The last sentence before a list, when it announces it with a colon and stands under the same heading. */
function leadInOf(before: Block | null, list: Block): string | null {
  if (before?.kind !== "paragraph" || list.kind !== "list") return null;
  if (before.headings.join("\n") !== list.headings.join("\n")) return null;
  const last = splitSentences(
    before.lines.map(({ text }) => text).join(" "),
  ).at(-1);
  return last?.endsWith(":") ? last : null;
}

function allSentences(list: Block): boolean {
  return list.lines.every(({ text }) => isSentence(text));
}

/** A first heading that repeats the title says nothing new. */
function sectionOf(block: Block, title: string): string | null {
  const path = block.headings.filter(
    (heading, depth) =>
      depth > 0 || heading.toLowerCase() !== title.toLowerCase(),
  );
  return path.length === 0 ? null : path.join(" › ");
}

function wordCount(text: string): number {
  return text.split(/\s+/).length;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
