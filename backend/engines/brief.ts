import type { Draft, Sentence } from "../../src/domain/suggestion.ts";
import { ownWords } from "../../src/domain/mail.ts";
import { lastCustomerMessage } from "../../src/domain/ticket.ts";
import type { Passage } from "../knowledge/passage.ts";
import type { Candidate } from "../retrieval/candidates.ts";
import type { DraftRequest } from "./engine.ts";
import { templateParagraphs } from "./fill-template.ts";

const LIMITS = { sentences: 6, words: 110 };
const QUOTE_WORDS = 40;

/** For the agent's eyes: what the policy says, and a handoff note of facts that stand in the ticket. */
export function briefOf(request: DraftRequest): Draft {
  const policy = policyFor(request).map(({ passage, at }): Sentence => ({
    text: passage.units[at]?.text ?? "",
    status: "cited",
    sourceIds: [passage.passageId],
    templateId: null,
    findings: [],
  }));
  const notes = request.pack.templates
    .filter(
      ({ audience, intents }) =>
        audience === "internal" &&
        request.intent !== null &&
        intents.includes(request.intent.intentId),
    )
    .flatMap((template) => templateParagraphs(template, request.values));
  return {
    destination: "internal",
    paragraphs: [policy, ...notes, handoffNote(request)].filter(
      (paragraph) => paragraph.length > 0,
    ),
  };
}

/**
 * The document that is for this intent, from its beginning: what comes first in a policy is what comes first in the
 * case. The words of the ticket tell less here than the intent does.
 */
function policyFor({
  passages,
}: DraftRequest): { passage: Passage; at: number }[] {
  const documentId = briefDocument(passages);
  const units = passages
    .map(({ passage }) => passage)
    .filter((passage) => passage.documentId === documentId)
    .toSorted((a, b) => a.position - b.position)
    .flatMap((passage) =>
      passage.units.map((unit, at) => ({ passage, at, unit })),
    );
  let words = 0;
  return units.filter(({ unit }, index) => {
    words += unit.text.split(/\s+/).length;
    return index < LIMITS.sentences && words <= LIMITS.words;
  });
}

/** Id of the document that a brief on these passages is about. null: there are none. */
export function briefDocument(passages: Candidate[]): string | null {
  const fit = ({ passage, evidence, score }: Candidate) =>
    evidence.affinity +
    0.3 * score +
    (passage.audience === "internal" ? 0.2 : 0);
  return (
    passages.toSorted((a, b) => fit(b) - fit(a))[0]?.passage.documentId ?? null
  );
}

function handoffNote({
  intent,
  ticket,
  values,
  pack,
}: DraftRequest): Sentence[] {
  const message = lastCustomerMessage(ticket);
  const words = ownWords((message?.text ?? "").slice(0, 20_000))
    .replace(/\s+/g, " ")
    .split(" ");
  const quote =
    words.slice(0, QUOTE_WORDS).join(" ") +
    (words.length > QUOTE_WORDS ? " …" : "");
  const fields = pack.fields.flatMap(({ fieldId, label }) => {
    const value = values.get(`field.${fieldId}`);
    return value === undefined ? [] : [`${label}: ${value}.`];
  });
  return [
    ...(intent?.route ? [`Handoff to ${intent.route}.`] : []),
    ...(values.has("customer.name")
      ? [`Customer: ${values.get("customer.name") ?? ""}.`]
      : []),
    ...fields,
    ...(quote === "" ? [] : [`The customer wrote: "${quote}"`]),
  ].map((text) => ({
    text,
    status: "courtesy",
    sourceIds: [],
    templateId: null,
    findings: [],
  }));
}
