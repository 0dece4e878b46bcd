import type { FieldDefinition } from "../../src/domain/policy-pack.ts";

/** "The agent must obtain the user id and reservation id": what a case needs from the customer. */
const OBTAINS =
  /\b(?:obtain|ask (?:the (?:user|customer) )?for|collect|get|gather) (.+?)(?: from the (?:user|customer|client)| for each .*| before .*)?[.;]?$/i;
const ARTICLE = /^(?:(?:the|their|a|an|every|also|both) )+/i;
const OPTIONS = /\s*\(([^()]+)\)/;
const MOST_WORDS = 4;
/** Asked in one breath a customer answers three things; a form asks for more. */
const MOST = 4;

/**
 * What the steps of a section ask customers for: fields of the book where it has them, else choices that it names.
 * Empty where they ask for more than a reply can ask.
 */
export function fieldsAskedFor(
  steps: readonly string[],
  known: readonly FieldDefinition[],
): FieldDefinition[] {
  const asked = steps.flatMap((step) => {
    const list = OBTAINS.exec(step)?.[1];
    return list === undefined ? [] : namesIn(list);
  });
  // Without a shape or choices nobody could tell whether the ticket has it, and it would be asked again and again.
  const fields = asked.flatMap(
    (one) =>
      known.find(({ fieldId }) => fieldId === idOf(one.name)) ??
      (one.options.length > 0 ? fieldOf(one) : []),
  );
  const unique = fields.filter(
    ({ fieldId }, at) =>
      fields.findIndex((other) => other.fieldId === fieldId) === at,
  );
  return unique.length > MOST ? [] : unique;
}

interface Asked {
  name: string;
  options: string[];
}

function namesIn(list: string): Asked[] {
  const options = itemsOf(OPTIONS.exec(list)?.[1] ?? "");
  const names = itemsOf(list.replace(OPTIONS, "")).filter(
    (name) =>
      name.split(" ").length <= MOST_WORDS &&
      /^[\p{L}\p{N} -]+$/u.test(name) &&
      !/\b(?:confirmation|permission|information|details)\b/i.test(name),
  );
  return names.map((name) => ({
    name,
    options: names.length === 1 ? options : [],
  }));
}

function itemsOf(list: string): string[] {
  return list
    .split(/,? (?:and|or) |, /)
    .map((item) => item.replace(ARTICLE, "").trim())
    .filter((item) => item !== "");
}

function fieldOf({ name, options }: Asked): FieldDefinition {
  return {
    fieldId: idOf(name),
    label: name.charAt(0).toUpperCase() + name.slice(1),
    type: "enum",
    pattern: null,
    enum: options,
    unit: null,
    examples: [],
    required: false,
  };
}

function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 60);
}
