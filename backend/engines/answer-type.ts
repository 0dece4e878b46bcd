/** What kind of words an answer to this question must have. A cheap test that words and vectors both miss. */
const TYPES: { asks: RegExp; answers: RegExp }[] = [
  {
    asks: /\b(?:how long|how many (?:days|weeks|months|hours)|how soon|how quickly|by when|until when|when (?:will|does|do|is|can|should|would|am)|what time|deadline|still (?:waiting|nothing|no|not|haven't|have not)|takes? (?:so )?long)\b/i,
    answers:
      /\b(?:\d+|one|two|three|next|same)\b.{0,14}\b(?:minutes?|hours?|hrs|days?|weeks?|months?|years?)\b|\b\d{1,2}:\d{2}\b|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i,
  },
  {
    asks: /\b(?:how much|costs?|price|fees?|charged?|postage|pay for|free|expensive|amount|missing|difference)\b/i,
    answers:
      /[€$£]|\b(?:free|costs?|pay|paid|charge[ds]?|surcharge|dollars|euros|refunded|price)\b/i,
  },
  {
    asks: /\b(?:can (?:i|we|you|it|my)|could (?:i|we|you)|may (?:i|we)|is it possible|possible to|am i (?:able|allowed)|do i (?:have|need) to|must i|would like to|want to|please)\b/i,
    answers:
      /\b(?:can|cannot|can't|may|must|possible|need(?:s|ed)?|not needed|have to|has to|only when|allowed)\b/i,
  },
  {
    asks: /\b(?:where (?:do|can|is|does|should)|how (?:do|can|should) (?:i|we)|what (?:should|can|do|must) i|what (?:am i|did i)|what happens|instructions)\b/i,
    answers:
      /^(?:please |choose|use|wash|dry|go|open|click|enter|send|tell|reply|write|print|hand|store|close|clean|seal|remove|never|do not|with the)\b|\b(?:you (?:can|get|find|enter|choose)|under|at [\w-]+\.\w+|in (?:your|the) (?:account|app|basket|checkout))\b/i,
  },
];

/** 1: the sentence has what the question asks for. 0: it lacks it. A half: the question asks for nothing in particular. */
export function answersInKind(question: string, sentence: string): number {
  const asked = TYPES.filter(({ asks }) => asks.test(question));
  if (asked.length === 0) return 0.5;
  return (
    asked.filter(({ answers }) => answers.test(sentence)).length / asked.length
  );
}
