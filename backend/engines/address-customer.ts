/**
 * Says to the customer what a policy says about them: "the user must provide their id" becomes "you must provide your
 * id". Only grammar changes: person, the verb that agrees with it, and the pronouns behind it. Numbers, "not", "must"
 * and "may" stay as they are, and a sentence whose grammar is in doubt stays whole. English.
 */
export function addressCustomer(sentence: string): string {
  const isAbout = CUSTOMER.test(sentence) || sentence.search(OWN_THING) >= 0;
  // Who is "you" already would then be two people.
  if (!isAbout || WITH_CLAUSE.test(sentence) || YOU.test(sentence))
    return sentence;
  const said = sentence
    .replace(POSSESSIVE, "your")
    .replace(OWN_THING, "your $1")
    .replace(AS_SUBJECT, (whole, adverb: string, verb: string) => {
      const plain = secondPerson(verb);
      return plain === null ? whole : `you ${adverb}${plain}`;
    })
    .replace(AS_OBJECT, "you");
  // One mention that could not be turned leaves the sentence half about somebody else.
  if (CUSTOMER.test(said)) return sentence;
  return capitalised(agreed(withPronouns(said)), sentence);
}

const YOU = /\byou(?:rs?)?\b/i;
const NOUN =
  "(?:(?:booking|requesting|paying|registered) )?(?:user|customer|client|caller|member|guest|passenger|traveller|traveler|subscriber|buyer|shopper|account holder|card ?holder|policy ?holder)";
/** "Each passenger" and "two guests" are about several people, "a customer" and "customers" about anybody, so about this one. */
const MENTION = `(?:the ${NOUN}|an? (?:user|customer|client|caller|account holder)|(?<=^|[,;:] )(?:users|customers|account holders))`;
const CUSTOMER = new RegExp(`\\b${MENTION}\\b`, "i");
const WITH_CLAUSE = new RegExp(
  `\\b${MENTION},? (?:who|whose|whom|that|which|with|without|from|of|in)\\b|\\b(?:number|count|names?|each|any|one|all|both) of ${MENTION}\\b`,
  "i",
);
const POSSESSIVE = new RegExp(`\\b${MENTION}['’]s?(?= )`, "gi");
const THING =
  "(?:id|ids|profile|account|details|data|name|e-?mail|address|payment method)";
const OWN_THING = new RegExp(
  `(?:\\bthe (?:user|customer|client|member|guest)|(?<=\\bin )(?:user|customer)) (${THING})\\b`,
  "gi",
);
const ADVERB =
  "((?:(?:also|still|already|only|explicitly|later|then|ever|never|first|both|either) )*)";
const AS_SUBJECT = new RegExp(
  `\\b${MENTION} ${ADVERB}(\\p{L}+(?:['’]t)?)\\b`,
  "giu",
);
/** Behind a preposition or a verb, and with nothing behind it that would make one noun of the two. */
const AS_OBJECT = new RegExp(
  `\\b${MENTION}(?=[.,;:!?)]|$| (?:to|for|from|in|on|at|by|with|within|when|if|unless|and|or|before|after|until|about|because|the|a|an|that|whether|as|\\d+)\\b)`,
  "gi",
);

const IRREGULAR = new Map(
  Object.entries({
    is: "are",
    "isn't": "aren't",
    was: "were",
    "wasn't": "weren't",
    has: "have",
    "hasn't": "haven't",
    does: "do",
    "doesn't": "don't",
  }),
);
/** Say the same to everybody. */
const MODAL =
  /^(?:can|cannot|can['’]t|could|couldn['’]t|may|might|must|mustn['’]t|shall|should|shouldn['’]t|will|won['’]t|would|wouldn['’]t|had|did|didn['’]t|needn['’]t)$/i;
/** What a policy has customers do. A word that is not here might be a noun: "the user accounts". */
const VERBS =
  "need|want|provide|know|ask|cancel|change|request|return|receive|pay|use|choose|prefer|wish|live|buy|order|contact|call|report|complain|fly|travel|miss|lose|find|leave|keep|hold|own|agree|confirm|decide|fail|forget|get|give|go|insist|intend|make|move|open|purchase|refuse|reply|respond|say|select|send|sign|stay|stop|subscribe|take|tell|transfer|try|turn|upgrade|visit|wait|write|add|remove|accept|decline|arrive|cause|claim|close|enter|exceed|mention|notice|qualify|renew|reject|share|show|start|submit|violate";
const THIRD_PERSON = new Map(
  VERBS.split("|").map((verb) => [thirdPersonOf(verb), verb]),
);

/** null: not surely a verb. */
function secondPerson(verb: string): string | null {
  const lower = verb.toLowerCase().replace("’", "'");
  const past = THIRD_PERSON_PAST.test(lower);
  return (
    IRREGULAR.get(lower) ??
    THIRD_PERSON.get(lower) ??
    (MODAL.test(lower) || past || VERBS_PLAIN.has(lower) ? verb : null)
  );
}

const VERBS_PLAIN = new Set(["have", "are", "do", "were", ...VERBS.split("|")]);
const THIRD_PERSON_PAST =
  /^(?:bought|paid|sent|lost|left|got|gave|made|told|wrote|took|flew|chose|kept|(?:book|cancel|cancell|order|request|provid|return|receiv|purchas|ask|chang|us)ed)$/;

function thirdPersonOf(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return verb.replace(/y$/, "ies");
  return /(?:s|sh|ch|x|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

const COORDINATED = new RegExp(
  `\\b(you\\b[^.;:]*?)\\b(and|or|but) ((?:also |then |still )?)(${[...IRREGULAR.keys(), ...THIRD_PERSON.keys()].join("|")})\\b`,
  "i",
);

/** "You complain and wants": the second verb has the same subject. */
function agreed(text: string): string {
  let said = text;
  for (let step = 0; step < 4; step++) {
    const next = said.replace(
      COORDINATED,
      (_, before: string, joint: string, adverb: string, verb: string) =>
        `${before}${joint} ${adverb}${secondPerson(verb) ?? verb}`,
    );
    if (next === said) break;
    said = next;
  }
  // A slip that policies have: "is should be".
  return said.replace(
    /\byou are (?=(?:should|must|can|may|will|would) )/gi,
    "you ",
  );
}

const PLURAL_BETWEEN =
  /\b(?!this|his|its|is|was|has|does|always|unless|address|business|class|process|reasons?\b)\p{L}{3,}s\b/iu;
const PERSONAL_THING = new RegExp(
  `\\btheir (?=(?:own |original |new |old |user |reservation |booking |order |customer |member |e-?mail |postal |home |first |last |full |payment )?${THING}\\b)`,
  "gi",
);

/** "Their id" is the customer's; "they are delayed" may be the flights. */
function withPronouns(text: string): string {
  const at = text.search(/\byou\b/i);
  if (at < 0) return text.replace(PERSONAL_THING, "your ");
  const behind = text.slice(at).replace(PERSONAL_THING, "your ");
  const pronoun =
    /\b(?:their|theirs|they|them|themselves|his or her|he or she)\b/i;
  const first = behind.search(pronoun);
  const isOthers =
    first >= 0 && PLURAL_BETWEEN.test(behind.slice(0, first).slice(4));
  if (isOthers) return text.slice(0, at) + behind;
  return (
    text.slice(0, at) +
    behind
      .replace(/\b(?:their|his or her)\b/gi, "your")
      .replace(/\btheirs\b/gi, "yours")
      .replace(/\b(?:they|he or she)(?: (are|were|have|do))?\b/gi, (_, verb) =>
        verb ? `you ${String(verb)}` : "you",
      )
      .replace(/\bthemselves\b/gi, "yourself")
      .replace(/\bthem\b/gi, "you")
  );
}

function capitalised(text: string, like: string): string {
  return /^\P{Ll}*\p{Lu}/u.test(like)
    ? text.replace(/^(\P{L}*)(\p{Ll})/u, (_, before: string, letter: string) =>
        before.concat(letter.toUpperCase()),
      )
    : text;
}
