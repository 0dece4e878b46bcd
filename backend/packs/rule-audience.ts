/**
 * Who a rule speaks to. A rule book for agents mixes two things: what is so (a customer may read it) and what
 * the agent shall do (nobody outside may). In doubt a rule is internal: a missing sentence makes a worse reply,
 * a leaked instruction makes an incident.
 */
const MACHINERY =
  /\b(?:API|tools?|databases?|tool calls?|function calls?|prompts?)\b|\b[a-z]+_[a-z]+(?:_[a-z]+)*\b/;
const AGENT_ACTS =
  /\bagents? (?:must|should|shall|needs?|has to|have to|can|may|will|is to|are to|is required|is allowed)\b(?! not\b)/i;
const TRANSFERS =
  /\btransfer(?:s|red|ring)? (?:the|them|him|her|to|users?|customers?)\b/i;
const TO_AGENTS_ONLY =
  /^the current (?:time|date)\b|\bproactively\b|\bexplicit (?:user |customer )?confirmation\b/i;
const VERBS =
  "do not|don't|check|ask|confirms?|make sure|ensure|verify|send|gather|collect|calculate|apply|inform|call|use|transfer|obtain|list|deny|refuse|reject|offer|compensate|provide|remember|remind|be|tell|explain|wait|escalate|look up|identify|investigate|guide|instruct|authenticate|refer|follow|avoid|treat|add|apologi[sz]e|respond|reply|document|record|update|issue|process|proceed|help|assist|start|try|keep";
const IMPERATIVE = new RegExp(
  `^(?:(?:please|always|never|only|first|then|next|finally|also|note that|in particular),? )*(?:${VERBS})\\b`,
  "i",
);
/** "If the gate is shut, call the harbour." */
const IMPERATIVE_BEHIND_CONDITION = new RegExp(
  `^(?:if|when|unless|before|after|once)\\b.*, (?:then |please |always |never )?(?:${VERBS})\\b`,
  "i",
);
const SPEAKS_TO_AGENT =
  /\bas an? [\w -]{0,40}(?:agent|representative)\b,? you\b|\bthe agent (?:must|should)\b|\bfor agents\b|^#\s.*\bagent\b/im;
/** Who says "the user" this often speaks about customers, not to them. */
const ABOUT_CUSTOMERS = /\bthe (?:user|customer|client)s?\b/gi;
const MENTIONS_ENOUGH = 3;
/** "A seat can be moved, and you should look first": a fact with an instruction behind it. */
const INSTRUCTION_BEHIND =
  /,? (?:and|so|but) (?:you|the agent) (?:should|must|need to|needs to|have to|has to)\b.*$/i;

/** In a book for agents "you" is the agent; in a book for customers it is the reader. */
export function speaksToAgent(markdown: string): boolean {
  const mentions = markdown.match(ABOUT_CUSTOMERS)?.length ?? 0;
  return SPEAKS_TO_AGENT.test(markdown) || mentions >= MENTIONS_ENOUGH;
}

export function isInstruction(
  text: string,
  bookSpeaksToAgent: boolean,
): boolean {
  if (MACHINERY.test(text) || TRANSFERS.test(text) || TO_AGENTS_ONLY.test(text))
    return true;
  return (
    bookSpeaksToAgent &&
    (/\byou(?:r|rs)?\b/i.test(text) ||
      AGENT_ACTS.test(text) ||
      IMPERATIVE.test(text) ||
      IMPERATIVE_BEHIND_CONDITION.test(text))
  );
}

/** The fact in front of an instruction, word for word, or null when there is none. */
export function factBeforeInstruction(text: string): string | null {
  const fact = text.replace(INSTRUCTION_BEHIND, "");
  return fact === text || fact.split(" ").length < 4
    ? null
    : `${fact.replace(/[,;.]+$/, "")}.`;
}
