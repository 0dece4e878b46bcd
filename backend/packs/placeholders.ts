import { didYouMean } from "./closest.ts";
import type { PackError } from "./pack-error.ts";

const FROM_TICKET = [
  "customer.name",
  "customer.firstName",
  "agent.name",
  "ticket.subject",
];
/** Well formed, or a brace pair that lost its partner. */
const PLACEHOLDER = /\{\{([^{}\n]*)\}\}|\{\{|\}\}/g;

/**
 * What nothing would fill must not reach a customer.
 * `fieldIds` is null when the fields cannot be read: then every `field.<id>` passes. `lineOf` counts from 0.
 */
export function checkPlaceholders(
  file: string,
  text: string,
  fieldIds: readonly string[] | null,
  lineOf: (line: number) => number,
): PackError[] {
  const allowed = [
    ...FROM_TICKET,
    ...(fieldIds ?? []).map((id) => `field.${id}`),
  ];
  return [...text.matchAll(PLACEHOLDER)].flatMap((match): PackError[] => {
    const line = lineOf(text.slice(0, match.index).split("\n").length - 1);
    const name = match[1];
    if (name === undefined) {
      const mend =
        "Write placeholders as {{customer.firstName}}, with two braces on each side, on one line.";
      return [{ file, line, message: `There is a lone ${match[0]}.`, mend }];
    }
    if (
      allowed.includes(name) ||
      (fieldIds === null && name.startsWith("field."))
    )
      return [];
    const guess = allowed.includes(name.trim())
      ? ` Did you mean "${name.trim()}", without spaces?`
      : didYouMean(name, allowed);
    const mend = `Use ${FROM_TICKET.join(", ")} or field.<id of a field of this pack>.${guess}`;
    return [
      {
        file,
        line,
        message: `Nothing fills the placeholder {{${name}}}.`,
        mend,
      },
    ];
  });
}
