import { personName } from "../../src/domain/person-names.ts";
import type { Redactor } from "../../src/domain/redaction.ts";
import type { ExtractedField } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { redactValue } from "./redact-ticket.ts";

/** What fills {{placeholders}}, redacted. Only names that look like names and extracted values: no free text. */
export function placeholderValues(
  ticket: Ticket,
  fields: ExtractedField[],
  agentName: string | null,
  redactor: Redactor,
): Map<string, string> {
  const { redact } = redactor;
  const name = personName(ticket.requester?.name ?? "");
  const agent = personName(agentName ?? "");
  const values = new Map<string, string>();
  if (name !== "") {
    values.set("customer.name", redact(name));
    values.set("customer.firstName", redact(name.split(/\s+/)[0] ?? name));
  }
  if (agent !== "") values.set("agent.name", redact(agent));
  if (ticket.subject?.trim())
    values.set("ticket.subject", redact(oneLine(ticket.subject, 80)));
  for (const field of fields)
    if (field.value !== null)
      values.set(
        `field.${field.fieldId}`,
        redactValue({ ...field, value: oneLine(field.value, 80) }, redactor),
      );
  return values;
}

function oneLine(text: string, limit: number): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, " ")
    .trim()
    .slice(0, limit);
}
