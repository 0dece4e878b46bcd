import { speaksOfGiving } from "../../src/domain/guardrails/commitments.ts";
import {
  isMoney,
  quantitiesIn,
} from "../../src/domain/guardrails/quantities.ts";
import { addressesIn } from "../../src/domain/guardrails/urls-in-sources.ts";
import type { FieldDefinition } from "../../src/domain/policy-pack.ts";
import { personName } from "../../src/domain/person-names.ts";
import type { Redactor } from "../../src/domain/redaction.ts";
import type { ExtractedField } from "../../src/domain/suggestion.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { redactValue } from "./redact-ticket.ts";

/**
 * What fills {{placeholders}}, redacted. In approved text it counts as approved, so a customer's free words (the subject,
 * fields that take any text) are only taken where they could do no harm there.
 */
export function placeholderValues(
  ticket: Ticket,
  fields: ExtractedField[],
  definitions: FieldDefinition[],
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
  const subject = oneLine(ticket.subject ?? "", 80);
  if (subject !== "" && isHarmless(subject))
    values.set("ticket.subject", redact(subject));
  for (const field of fields) {
    const { fieldId, value } = field;
    const said = oneLine(value ?? "", 80);
    const definition = definitions.find((one) => one.fieldId === fieldId);
    if (said !== "" && (isBound(definition) || isHarmless(said)))
      values.set(
        `field.${fieldId}`,
        redactValue({ ...field, value: said }, redactor),
      );
  }
  return values;
}

/** The pack says what a value of this field looks like. */
function isBound(definition: FieldDefinition | undefined): boolean {
  return (
    definition !== undefined &&
    (definition.type !== "text" || definition.pattern !== null)
  );
}

/** No address, no sum and nothing that somebody might get: "Full refund of € 900, see shop.example" stays out. */
function isHarmless(text: string): boolean {
  return (
    addressesIn(text).length === 0 &&
    !speaksOfGiving(text) &&
    !quantitiesIn(text).some(({ unit }) => isMoney(unit))
  );
}

function oneLine(text: string, limit: number): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, " ")
    .trim()
    .slice(0, limit);
}
