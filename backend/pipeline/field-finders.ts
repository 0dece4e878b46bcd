import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import type { FieldTagger } from "./field-tagger.ts";

/** Where in a text values of one field stand, by one way of looking. */
export type Finder = (text: string) => {
  value: string;
  start: number;
  /** 0 to 1, where it was learned; null: a shape says nothing about how likely it is. */
  confidence: number | null;
}[];

const MOST_HITS = 20;

const MONTH =
  "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
const BY_TYPE: Partial<Record<FieldDefinition["type"], RegExp>> = {
  email:
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu,
  phone:
    /(?<![\p{L}\p{N}])(?:\+\d{1,3}[ .()-]{0,2}|0|\()\d(?:[ ()./-]{0,2}\d){6,13}(?!\d)/gu,
  amount:
    /(?:[€$£]|\b(?:eur|usd|gbp|chf)) ?\d{1,7}(?:[.,]\d{3})*(?:[.,]\d{1,2})?(?![\d.,]*\d)|(?<![\p{L}\p{N}.,-])\d{1,7}(?:[.,]\d{3})*(?:[.,]\d{1,2})? ?(?:[€$£]|(?:eur|euros?|usd|dollars?|gbp|pounds?|chf)\b)/giu,
  date: new RegExp(
    `\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b|\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?: \\d{4})?\\b|\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?\\b`,
    "giu",
  ),
  time: /(?<![\p{L}\p{N}:.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\b\.?)?|(?<![\p{L}\p{N}:.])(?:1[0-2]|[1-9]) ?[ap]\.?m\b\.?|\b(?:noon|midday|midnight)\b/giu,
  period:
    /\b(?:(?:last|past|next|coming|previous|this) )?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten) (?:minute|hour|day|night|week|month|year)s?\b|\b(?:last|next|previous|this) (?:week|month|year)\b/giu,
};

/**
 * Best way first: what was learned from marked examples, the pack's pattern, its list, the type's own shape, the shape of
 * its examples, its name in words.
 */
export function findersOf(
  field: FieldDefinition,
  tagger: FieldTagger | null,
): Finder[] {
  if (tagger?.fieldIds.has(field.fieldId))
    return [byTagger(tagger, field.fieldId)];
  if (field.pattern !== null) {
    const pattern = compiled(field.pattern);
    return pattern ? [byPattern(pattern)] : [];
  }
  if (field.type === "enum")
    return field.enum.length > 0 ? [byList(field.enum)] : [];
  const shape = BY_TYPE[field.type];
  if (shape) return [byPattern(shape)];
  const examples = shapeOf(field.examples);
  return [...(examples ? [byPattern(examples)] : []), byName(field)];
}

function byTagger(tagger: FieldTagger, fieldId: string): Finder {
  return (text) =>
    tagger
      .find(text)
      .filter((span) => span.fieldId === fieldId)
      .map(({ start, end, confidence }) => ({
        value: text.slice(start, end),
        start,
        confidence,
      }));
}

function byPattern(pattern: RegExp): Finder {
  return (text) =>
    [...text.matchAll(pattern)].slice(0, MOST_HITS).flatMap((match) => {
      const value = match[1] ?? match[0];
      return value === ""
        ? []
        : [
            {
              value,
              start: match.index + match[0].indexOf(value),
              confidence: null,
            },
          ];
    });
}

/** As the customer spelled it, so that the value occurs in the text. */
function byList(options: string[]): Finder {
  const longestFirst = options.toSorted((a, b) => b.length - a.length);
  return byPattern(
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${longestFirst.map(escaped).join("|")})(?![\\p{L}\\p{N}])`,
      "giu",
    ),
  );
}

/** "FH-88190" reads as two letters, a dash, five digits. Plain words have no shape to go by. */
function shapeOf(examples: string[]): RegExp | null {
  const shapes = examples
    .filter((example) => /\d/.test(example) && !/\s/.test(example))
    .map((example) =>
      example.replace(/[A-Z]+|[a-z]+|\d+|[^A-Za-z\d]+/g, (run) =>
        /\d/.test(run)
          ? `\\d{${run.length}}`
          : /[A-Z]/.test(run)
            ? `[A-Z]{${run.length}}`
            : /[a-z]/.test(run)
              ? "[a-z]+"
              : escaped(run),
      ),
    );
  return shapes.length === 0
    ? null
    : new RegExp(
        `(?<![\\p{L}\\p{N}_-])(?:${[...new Set(shapes)].join("|")})(?![\\p{L}\\p{N}_])`,
        "gu",
      );
}

/** "My user id is mia_li_3668", "reservation number: 4WQ150". */
function byName({ fieldId, label, type }: FieldDefinition): Finder {
  const names = [
    ...new Set([label.toLowerCase(), fieldId.replace(/[_-]+/g, " ")]),
  ];
  const spelled = names.map((name) =>
    escaped(name).replace(/ (?:id|number|code)$/, " (?:id|number|no\\.?|code)"),
  );
  const value =
    type === "number" ? "\\d[\\d.,]*\\d|\\d" : "(?=[\\w-]*\\d)[\\w-]*\\w";
  return byPattern(
    new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${spelled.join("|")})(?: is|'s|:| =|#)?[ :#]{1,3}(${value})`,
      "giu",
    ),
  );
}

function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, "gu");
  } catch {
    return null;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}
