import { textOf, type Draft } from "./suggestion.ts";

/** What to call a field to a customer. The fuller of label and id: "Order" alone asks for the goods. */
export function askedName({
  fieldId,
  label,
}: {
  fieldId: string;
  label: string;
}): string {
  const words = fieldId.replace(/[_-]+/g, " ");
  return words.length > label.length ? words : label.toLowerCase();
}

/** `text` (the draft, or the agent's own version of it) asks for the field, or speaks of it at all. */
export function speaksOf(
  text: string,
  field: { fieldId: string; label: string },
): boolean {
  return text.toLowerCase().includes(askedName(field));
}

/** The reply with one more question: before the draft's closing where it still ends with it, else at the end. */
export function withQuestion(
  draft: Draft,
  text: string,
  question: string,
): string {
  const last = draft.paragraphs.at(-1) ?? [];
  const closing = textOf({ ...draft, paragraphs: [last] });
  const closes =
    draft.paragraphs.length > 1 &&
    last.every(({ status }) => status === "courtesy") &&
    !/[.?]\s*$/.test(closing);
  const body = text.trimEnd();
  if (!closes || !body.endsWith(closing)) return `${body}\n\n${question}`;
  const before = body.slice(0, body.length - closing.length).trimEnd();
  return `${before}\n\n${question}\n\n${closing}`;
}
