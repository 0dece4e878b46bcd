/** What kind of words an answer to this question must have. A cheap test that words and vectors both miss. */
const TYPES: { asks: RegExp; answers: RegExp }[] = [
  {
    asks: /\b(?:how long|how much (?:notice|time|longer|warning)|how many (?:days|weeks|months|hours)|how soon|how quickly|by when|until when|when (?:will|does|do|is|can|should|would|am)|what time|deadline|still (?:waiting|nothing|no|not|haven't|have not)|takes? (?:so )?long)\b/i,
    answers:
      /\b(?:\d+|one|two|three|next|same)\b.{0,14}\b(?:minutes?|hours?|hrs|days?|weeks?|months?|years?)\b|\b\d{1,2}:\d{2}\b|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\bas soon as\b|\b(?:immediately|right away|at once|instantly)\b/i,
  },
  {
    asks: /\b(?:how much(?! (?:notice|time|longer|warning))|costs?|price|fees?|charged?|postage|pay for|free|expensive|amount|missing|difference)\b/i,
    answers:
      /[€$£]|\b(?:free|costs?|pay|paid|charge[ds]?|surcharge|dollars|euros|refunded|price)\b/i,
  },
  {
    asks: /\b(?:can (?:i|we|you|it|my)|could (?:i|we|you)|may (?:i|we)|is it possible|possible to|am i (?:able|allowed)|do i (?:have|need) to|must i|would like to|want to|please)\b/i,
    answers:
      /\b(?:can|cannot|can['’]t|may|must|possible|(?:un)?able to|need(?:s|ed)?|not needed|have to|has to|only when|allowed)\b/i,
  },
  {
    asks: /\b(?:where (?:do|can|is|does|should)|how (?:do|can|should) (?:i|we)|what (?:should|can|do|must) i|what (?:am i|did i)|instructions)\b/i,
    answers:
      /^(?:please |choose|use|wash|dry|go|open|click|enter|send|tell|reply|write|print|hand|store|close|clean|seal|remove|report|request|submit|contact|visit|follow|select|download|e-?mail|never|do not|with the)\b|\b(?:you (?:can|get|find|enter|choose)|under|at [\w-]+\.\w+|in (?:your|the) (?:account|app|basket|checkout))\b/i,
  },
  {
    asks: /\bwhat (?:happens|will happen|becomes of)\b/i,
    answers: /\b(?:will|won['’]t|shall|becomes?)\b|['’]ll\b/i,
  },
  {
    asks: /\b(?:do|does|will|would|could|can|are|have) (?:you|your (?:company|shop|team|service))\b(?! (?:help|please|tell|assist))/i,
    answers: /\b(?:we|we'll|we're|we've|our)\b/i,
  },
  {
    asks: /\bwho(?:se)?\b/i,
    answers:
      /\b(?:team|committee|department|staff|owners?|managers?|admins?|administrators?|officers?|we|our|by the)\b/i,
  },
];

/** Where only one thing will do: a sentence without it may be about the subject and still answers nothing. */
const THINGS: typeof TYPES = [
  {
    asks: /\b(?:where|how (?:do|can|should|could)) (?:do |can |should )?(?:i|we) (?:report|write|contact|reach|e-?mail)\b|\be-?mail address\b/i,
    answers: /\S@\S|https?:\/\//,
  },
  {
    asks: /\b(?:phone|telephone|hotline|call you|by phone)\b/i,
    answers: /(?:\+|\b)\d[\d ()/.-]{6,}\d\b/,
  },
  {
    asks: /\b(?:postal|mailing|street|physical) address\b|\b(?:by|via) (?:post|mail)\b|\baddress\b.{0,30}\b(?:send|mail|return|post)\b/i,
    answers:
      /\b\d{1,5}\s(?:[\w.]+\s){1,4}?(?:street|st|avenue|ave|road|rd|lane|drive|suite|ste|box|pmb)\b|\b[A-Z]{2},? \d{5}\b|\bby mail\b/i,
  },
  {
    asks: /\b(?:which|what) (?:\w+ )?(?:article|page|link|url|website|site)\b|\bwhere (?:can|do) (?:i|we) (?:see|read|find|look)\b/i,
    answers: /https?:\/\//,
  },
  {
    asks: /\b(?:when (?:was|did|were)|since when|from when|what date|as of when)\b/i,
    answers:
      /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]* \d{1,2}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b/i,
  },
];

/** Does the sentence have the very thing that the question asks for: a telephone number, an address, a date? */
export function hasThingAsked(question: string, sentence: string): boolean {
  return THINGS.some(
    ({ asks, answers }) => asks.test(question) && answers.test(sentence),
  );
}

/** 1: the sentence has what the question asks for. 0: it lacks it. A half: the question asks for nothing in particular. */
export function answersInKind(question: string, sentence: string): number {
  const asked = TYPES.filter(({ asks }) => asks.test(question));
  if (asked.length === 0) return 0.5;
  return (
    asked.filter(({ answers }) => answers.test(sentence)).length / asked.length
  );
}
