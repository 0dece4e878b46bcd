import {
  factBeforeInstruction,
  isInstruction,
  speaksToAgent,
} from "./rule-audience.ts";
import { readRuleBlocks, splitRules } from "./rule-book-blocks.ts";
import type { RuleItem } from "./rule-book-blocks.ts";

/** One rule as a sentence that makes sense alone. */
export interface Rule {
  text: string;
  audience: "public" | "internal";
  /** What the agent does, one step each. Empty for a fact. */
  steps: string[];
}

export interface RuleSection {
  /** Headings below the title of the book, outermost first; a label such as "Payment:" counts as one. */
  path: string[];
  rules: Rule[];
}

export interface RuleBook {
  title: string | null;
  sections: RuleSection[];
}

/** Labels that say how to read what follows, not what it is about. */
const EMPTY_LABEL =
  /^(?:important|note|notes|example|examples|remember|attention)$/i;
/** A short line before a colon that has one of these is the beginning of a sentence, not a label. */
const SENTENCE_WORD =
  /\b(?:is|are|be|has|have|contains?|containing|includes?|including|specif(?:y|ies)|following|using|should|must|can|may|will|if|when|each|every|steps?|to)\b/i;
const LISTS_ALL =
  /\bfollowing\b|\b(?:contain(?:s|ing)?|include[sd]?|including|specif(?:y|ies)|comprises?|using|has|have|with)\b[^,]*:$/i;
const CONDITION =
  /^(?:if|when|for|unless|in case|once|after|before|while|as long as|on|with|without)\b/i;
/** A sentence that begins like this leans on the one before it. */
const LEANS_BACK =
  /^(?:otherwise|in (?:that|this|such a|other|all other|these|those|either) cases?|if (?:so|not|it is not|they are not)|other (?:\w+ ){1,2}(?:can|cannot|may|must|are|is)|this|these|those|it|they|however|in addition|for (?:example|instance)|e\.g\.)(?![\p{L}\p{N}])|\banymore\b/iu;

/** Reads a rule book: every bullet joined with what it depends on, every rule with its audience. */
export function readRuleBook(markdown: string): RuleBook {
  const toAgent = speaksToAgent(markdown);
  const sections: RuleSection[] = [];
  let title: string | null = null;
  let headings: { level: number; text: string }[] = [];

  const add = (label: string | null, rules: Rule[]) => {
    const path = headings
      .map(({ text }) => text)
      .concat(label === null ? [] : [label]);
    const key = path.join("\n");
    let section = sections.find(
      (candidate) => candidate.path.join("\n") === key,
    );
    if (!section) sections.push((section = { path, rules: [] }));
    for (const rule of rules) addRule(section.rules, rule);
  };

  let labelAbove: string | null = null;
  for (const block of readRuleBlocks(markdown)) {
    const label = labelAbove;
    labelAbove = null;
    if (block.kind === "heading") {
      if (block.level === 1 && title === null) title = block.text;
      else
        headings = [
          ...headings.filter(({ level }) => level < block.level),
          { level: block.level, text: block.text },
        ];
    } else if (block.kind === "paragraph") {
      const [first = "", ...rest] = block.sentences;
      const ownLabel = labelOf(first);
      const sentences = ownLabel === null ? block.sentences : rest;
      if (ownLabel !== null && rest.length === 0) labelAbove = ownLabel.text;
      if (sentences.length > 0)
        add(
          ownLabel?.text ?? label,
          sentences.flatMap((text) => rulesOf(text, toAgent)),
        );
    } else {
      const ownLabel = block.leadIn === null ? null : labelOf(block.leadIn);
      const leadIn = ownLabel === null ? block.leadIn : null;
      add(ownLabel?.text ?? label, rulesOfList(block.items, leadIn, toAgent));
    }
  }
  return { title, sections: sections.filter(({ rules }) => rules.length > 0) };
}

/** `{ text: null }`: a label that only says "Important". null: no label. */
function labelOf(text: string): { text: string | null } | null {
  const label = /^(\p{Lu}[\p{L}\p{N} &/,'’()-]{1,48}):$/u.exec(text)?.[1];
  if (label === undefined || label.split(" ").length > 6) return null;
  if (EMPTY_LABEL.test(label)) return { text: null };
  return SENTENCE_WORD.test(label) ? null : { text: label };
}

function rulesOfList(
  items: RuleItem[],
  leadIn: string | null,
  toAgent: boolean,
): Rule[] {
  if (leadIn !== null && isInstruction(leadIn, toAgent)) {
    const steps = items.map((item) => closed(flat(item)));
    return [{ text: joined(leadIn, items), audience: "internal", steps }];
  }
  if (
    leadIn !== null &&
    (LISTS_ALL.test(leadIn) ||
      (!CONDITION.test(leadIn) && items.every(isFragment)))
  ) {
    return rulesOf(joined(leadIn, items), toAgent);
  }
  return items.flatMap((item) => {
    const text = leadIn === null ? item.text : `${leadIn} ${item.text}`;
    if (item.children.length === 0) {
      // Behind a condition the second sentence of an item needs it as much as the first.
      const parts = leadIn === null ? splitRules(text) : [text];
      return parts.flatMap((part) => rulesOf(part, toAgent));
    }
    if (!text.endsWith(":"))
      return [
        ...rulesOf(text, toAgent),
        ...rulesOfList(item.children, null, toAgent),
      ];
    return rulesOfList(item.children, text, toAgent);
  });
}

function rulesOf(text: string, toAgent: boolean): Rule[] {
  const whole = closed(text);
  if (!isInstruction(whole, toAgent))
    return [{ text: whole, audience: "public", steps: [] }];
  const instruction: Rule = {
    text: whole,
    audience: "internal",
    steps: [whole],
  };
  const fact = factBeforeInstruction(whole);
  return fact !== null && !isInstruction(fact, toAgent)
    ? [{ text: fact, audience: "public", steps: [] }, instruction]
    : [instruction];
}

/** "Otherwise, the ferry takes dogs" says something else, or too much, without the sentence before it. */
function addRule(rules: Rule[], rule: Rule): void {
  const before = rules.at(-1);
  if (!LEANS_BACK.test(rule.text)) {
    rules.push(rule);
    return;
  }
  if (before === undefined) {
    // It leans on its heading, which a reply does not carry along.
    rules.push({ ...rule, audience: "internal" });
    return;
  }
  const text = `${before.text.replace(/[.;]$/, "")}; ${rule.text.charAt(0).toLowerCase()}${rule.text.slice(1)}`;
  const audience =
    before.audience === "public" && rule.audience === "public"
      ? "public"
      : "internal";
  // A fact stays sayable when only an instruction leans on it.
  if (before.audience === "public" && audience === "internal")
    rules.push({ ...rule, text });
  else
    rules[rules.length - 1] = {
      text,
      audience,
      steps: [...before.steps, ...rule.steps],
    };
}

function joined(leadIn: string, items: RuleItem[]): string {
  return closed(`${leadIn} ${items.map(flat).join("; ")}`);
}

function flat({ text, children }: RuleItem): string {
  const own = text.replace(/[.;,:]$/, "");
  return children.length === 0
    ? own
    : `${own}: ${children.map(flat).join(", ")}`;
}

function isFragment({ text, children }: RuleItem): boolean {
  return (
    children.length === 0 &&
    (/^[\p{Ll}\d]/u.test(text) ||
      (text.split(" ").length <= 6 && !/[.!?]$/.test(text)))
  );
}

function closed(text: string): string {
  const trimmed = text.trim().replace(/[;,:]$/, "");
  return /[.!?]["'”’)]*$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
