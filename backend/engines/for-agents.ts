/** Rules for whoever answers. They may stand in an article, but say nothing to the customer. */
const TO_AGENTS =
  /^the (?:user|customer|caller) must (?:provide|give|confirm)\b|\b(?:the|an?|our|human) agents? (?:must|should|can offer|needs?|may|has to|have to)\b|\bhuman agents?\b|\bagents (?:must|should|can|may)\b|\btool calls?\b|\bAPI\b|^(?:do not|don't|never|always|only) (?:proactively|offer|compensate|confirms?|promise|tell the|ask the)\b|\byou should (?:not |only |deny|transfer|never)/i;
/** Who says both "you" and "the customer" speaks to somebody about the customer. */
const ABOUT_THEM =
  /\bthe (?:user|customer|caller|client)s?\b(?! (?:service|support|care))/i;
const YOU = /\byou(?:rs?)?\b/i;
/** What a record is made of: "Each order has the following attributes: …". It describes a database, not a rule. */
const SCHEMA =
  /^each [\w -]{2,30} (?:has|contains|specifies|includes)\b[^.]{0,40}:|^for each \w+: if the status\b/i;

export function isForAgents(sentence: string): boolean {
  return (
    TO_AGENTS.test(sentence) ||
    SCHEMA.test(sentence) ||
    (YOU.test(sentence) && ABOUT_THEM.test(sentence))
  );
}
