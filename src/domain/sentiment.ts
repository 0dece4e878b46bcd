/**
 * How upset a customer sounds, from the words of one message alone. A hint for the eye of the agent: nothing is
 * drafted, weighed or withheld by it. English only, and words only: irony is missed.
 */

export type Mood = "calm" | "upset" | "very_upset";

export interface Sentiment {
  /** -1 (furious) to 1 (delighted), two decimals; 0: nothing in it tells. */
  score: number;
  mood: Mood;
}

/** At it or below a customer is upset. One plain word of anger or disappointment gets there, a softened one does not. */
const UPSET_AT = -0.35;
/** The sum of weights at which the score is 1/√2: one strong word and a threat. */
const HALFWAY = 4;
const READ_CHARACTERS = 20_000;
/** Characters before a word that hold the three words that turn or strengthen it. */
const WINDOW = 60;

/**
 * Own list. What tickets are about ("broken", "lost", "cancel", "refund", "problem", "wrong") says nothing about how
 * somebody feels and is not in it.
 */
const WEIGHTS: [weight: number, words: string][] = [
  // Threats to leave, to complain, to go to court.
  [
    -3,
    String.raw`legal action|(?:my|a|our) (?:solicitors?|lawyers?|attorneys?)|to court|small claims|(?:will|going to|gonna) sue|ombudsman|trading standards|consumer (?:authority|protection|rights|centre|agency)|report (?:you|this company)|(?:last|final) warning|never (?:be )?(?:buy|buying|order|ordering|shop|shopping|use|using|come|coming|deal|dealing)\b[^.!?]{0,30}\bagain|(?:take|taking) (?:my|our) (?:business|money|custom) elsewhere|(?:last|only) time (?:i|we)(?:'ll)? (?:will )?(?:ever )?(?:buy|order|shop|use)|(?:one|1)[- ]star|(?:bad|negative|honest) reviews?|tell everyone|warn (?:others|people|everyone)`,
  ],
  [
    -2,
    String.raw`(?:switch|move|go)(?:ing)? to (?:a|your|another|one of your) (?:competitors?|rivals?)|chargeback|disputed the (?:charge|payment)|(?:formal|official|file a|lodge a|make a) complaint|(?:want|like|going|have|need) to complain`,
  ],
  [
    -3,
    String.raw`unacceptable|not acceptable|ridiculous|disgust(?:ing|ed)|disgrace(?:ful)?|appall(?:ing|ed)|outrage(?:ous|d)?|furious|livid|angry|scam(?:mers?|med)?|thieves|liars?|lied|lying to|rip(?:ped)?[- ]off|worst|useless|pathetic|incompeten(?:t|ce)|shambles|(?:is|what) a joke|joke of a|horrible|horrendous|terrible|awful|atrocious|abysmal|dreadful|shocking|infuriat(?:ing|ed)|insult(?:ing|ed)?|shameful|shame on|sick of|sick and tired|fed up|had enough|hate|how dare|garbage|rubbish`,
  ],
  [
    -2,
    String.raw`disappoint(?:ed|ing|ment)|(?:not|isn't|wasn't|aren't|weren't) (?:at all |very |really |so |too |particularly |entirely )?(?:happy|pleased|impressed|satisfied|amused)|frustrat(?:ed|ing|ion)|annoy(?:ed|ing)|upset(?:ting)?|unhappy|dissatisfied|let (?:me|us) down|rude|ignor(?:ed|ing)|waste of|wast(?:ed|ing) (?:my|our)|not good enough|(?:los(?:t|ing)|running out of|end of my) patience|waited long enough|(?:nobody|no one|no-one) (?:answers|replies|cares|has (?:answered|replied|responded|bothered))|(?:still )?no (?:reply|response|answer) from|misled|misleading|how (?:many times|hard can)|(?:do not|don't) want to hear|poor (?:service|show|communication|experience)|bad (?:service|experience)|no help|joke`,
  ],
  [
    -0.75,
    String.raw`still (?:nothing|waiting|no)|yet again|again and again|(?:third|fourth|fifth|3rd|4th|5th) time|(?:for|almost|over|after) (?:\w+ )?(?:weeks|months)|expected better|not exactly what i expected|not what i (?:paid|signed up) for`,
  ],
  [
    2,
    String.raw`love|loved|happy|great|perfect(?:ly)?|excellent|brilliant|wonderful|fantastic|lovely|amazing|awesome|delighted|pleased|glad|impressed|superb`,
  ],
  [
    1,
    String.raw`appreciate[ds]?|helpful|satisfied|many thanks|thanks (?:so|very) much|thank you (?:so|very) much|no (?:problem|worries|rush|hurry)`,
  ],
  // Ritual: nearly every mail ends so.
  [0.5, String.raw`thanks?|thank you|cheers`],
];

const FEELING = new RegExp(
  String.raw`(?<![\p{L}\p{N}'])(?:${WEIGHTS.map(([, words]) => `(${words})`).join("|")})(?![\p{L}\p{N}])`,
  "giu",
);

/** "Never rude", "not great": the other way round, and not as much. Thanks are meant even behind "can't". */
const NEGATES =
  /^(?:not|no|never|neither|nor|without|hardly|cannot|\p{L}+n't)$/iu;
const NEGATED = -0.4;
const STRENGTHENS =
  /^(?:very|really|so|extremely|absolutely|completely|utterly|totally|truly|beyond|such|deeply)$/i;
const STRENGTHENED = 1.3;
const SOFTENS = /^(?:bit|little|slightly|somewhat|mildly|rather)$/i;
const SOFTENED = 0.6;

/** Three words on end, two of them long: an order number, a code or one word for emphasis is not shouting. */
const SHOUTED =
  /(?<![\p{L}\p{N}])(?:[A-Z][A-Z']*[ ,]+){2,20}[A-Z][A-Z']+(?![\p{L}\p{N}])/gu;
const PRESSING = /!{2,}|\?{3,}|\?+!+[?!]*|!+\?+[?!]*/g;

/** null: not in English, or nobody can tell. `below`: the pack's bar of the score, under which it is "very upset". */
export function sentimentOf(
  text: string,
  language: string | null,
  below: number,
): Sentiment | null {
  if (language !== "en") return null;
  const score = scoreOf(text);
  if (score > UPSET_AT) return { score, mood: "calm" };
  return { score, mood: score < below ? "very_upset" : "upset" };
}

function scoreOf(text: string): number {
  const said = text
    .slice(0, READ_CHARACTERS)
    .replace(/⟦[^⟦⟧]*⟧/g, "…")
    .replace(/[\u2018\u2019]/g, "'");
  let bad = 0;
  let good = 0;
  for (const match of said.matchAll(FEELING)) {
    const felt = weightAt(said, match);
    if (felt < 0) bad += felt;
    else good += felt;
  }
  // Loud words of joy are joy; without any word that tells, loudness is impatience.
  if (good === 0 || bad < 0) bad -= loudness(said);
  // Who first says what they liked is no less upset at what they did not.
  const sum = bad < 0 ? Math.min(0, bad + Math.min(good / 2, 1)) : good;
  return Math.round((100 * sum) / Math.hypot(sum, HALFWAY)) / 100;
}

function weightAt(
  text: string,
  { index, 0: found, ...groups }: RegExpExecArray,
): number {
  const at = WEIGHTS.findIndex((_, n) => groups[n + 1] !== undefined);
  const weight = WEIGHTS[at]?.[0] ?? 0;
  const before = (
    text
      .slice(Math.max(0, index - WINDOW), index)
      .split(/[.!?;:,\n]/)
      .at(-1) ?? ""
  )
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(-3);
  const strength = before.some((word) => STRENGTHENS.test(word))
    ? STRENGTHENED
    : before.some((word) => SOFTENS.test(word))
      ? SOFTENED
      : 1;
  const isThanks = /thank/i.test(found);
  return !isThanks && before.some((word) => NEGATES.test(word))
    ? weight * NEGATED
    : weight * strength;
}

/** 0 to 3. */
function loudness(text: string): number {
  const shouted = (text.match(SHOUTED) ?? []).some(
    (words) => (words.match(/[A-Z]{4,}/g)?.length ?? 0) >= 2,
  );
  const pressing = text.match(PRESSING)?.length ?? 0;
  return (shouted ? 1.5 : 0) + Math.min(pressing * 0.5, 1.5);
}
