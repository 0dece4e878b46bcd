import { withQuestion } from "../domain/ask-for-field.ts";
import { textOf, type Suggestion } from "../domain/suggestion.ts";

/** Where a question for a missing field can go. */
export interface Asking {
  /** The reply as it stands; null: nothing is drafted for the customer. */
  reply: string | null;
  /** null: it can only be copied. */
  add: ((question: string) => void) | null;
}

/** null: the customer writes in a language that the panel's own sentences are not in. */
export function askingIn(
  { answer, language }: Suggestion,
  edit: string | null,
  onEdit: ((text: string) => void) | null,
): Asking | null {
  if (language !== null && !language.startsWith("en")) return null;
  if (answer.kind !== "draft") return { reply: null, add: null };
  const reply = edit ?? textOf(answer.draft);
  return {
    reply,
    add:
      onEdit &&
      ((question) => onEdit(withQuestion(answer.draft, reply, question))),
  };
}
