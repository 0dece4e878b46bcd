/**
 * Is this sentence only polite? It thanks, apologises or shows sympathy, and claims nothing: no digit, no address, no
 * "not", nothing that the company gives or does. A sentence in doubt is none: then it has to name a source.
 */
export function isCourtesy(sentence: string): boolean {
  const text = sentence
    .normalize("NFKC")
    .replace(/[’‘ʼ]/g, "'")
    .replace(/⟦NAME_\d+⟧/g, "")
    .trim();
  if (text.length > LONGEST || CLAIMS.test(text)) return false;
  const [first = "", ...more] = text.split(BREAK);
  if (!POLITE.some((pattern) => pattern.test(first))) return false;
  const wish = WISHES.exec(first);
  // Behind a wish or a comma anything could be claimed: there only the words of politeness stand.
  return [...(wish ? [first.slice(wish[0].length)] : []), ...more].every(
    (part) => wordsOf(part).every((word) => POLITE_WORDS.has(word)),
  );
}

const LONGEST = 160;
const BREAK =
  /\s*,\s*(?!(?:dass|daß|que|che|dat|że)\b)|\s*[;:()\u2013\u2014]\s*|\s-\s/;

/** By language, each from the beginning of the sentence. */
const POLITE = [
  /^(?:thank(?:s| you)\b|(?:i'm|i am|we're|we are) (?:so |very |really |truly )?(?:sorry|glad|happy to (?:help|hear))\b|sorry\b|(?:my|our|please accept (?:my|our)) (?:sincere )?apologies\b|(?:i|we) (?:(?:sincerely |do |really )?apologi[sz]e|(?:completely |fully |can )?understand|appreciate|hope)\b|(?:please )?(?:let (?:me|us) know|feel free to|don't hesitate to)\b|if you have (?:any )?(?:other |further |more )?questions\b)/i,
  /^(?:vielen dank|danke|(?:es|das) tut (?:mir|uns) (?:sehr |wirklich )?leid|entschuldig\w+|bitte entschuldigen|(?:ich|wir) (?:verstehe|verstehen|hoffe|hoffen)\b|melden sie sich)/i,
  /^(?:merci|(?:je suis|nous sommes) (?:vraiment |sincèrement )?désolée?s?|toutes (?:mes|nos) excuses|(?:je|nous) (?:comprends|comprenons)\b|n'hésitez pas)/i,
  /^(?:gracias|muchas gracias|lo (?:siento|sentimos)|lamento|lamentamos|(?:mis|nuestras) disculpas|no dude en)/i,
  /^(?:grazie|mi dispiace|ci dispiace|ci scusiamo|bedankt|dank (?:je|u)|het spijt (?:me|ons)|obrigad[oa]|lamento|lamentamos|pedimos desculpa|dziękuj\w+|przepraszam\w*|bardzo (?:dziękuj|przeprasz)\w+)/i,
];

/** They say what is or will be: "I hope that it helps" is polite, "I hope that you like your gift" is a gift. */
const WISHES =
  /^(?:(?:i|we) (?:do |really )?hope|(?:i'm|i am|we're|we are) (?:so |very |really |truly )?(?:glad|happy to (?:help|hear))|(?:please )?(?:let (?:me|us) know|feel free to|don't hesitate to)|(?:ich|wir) (?:hoffe|hoffen)|melden sie sich|n'hésitez pas|no dude en)\b/i;

const POLITE_WORDS = new Set(
  (
    "a an and any anything anytime again all always are as at be best can contact could day did else everything feel feeling for free from further get good great have hear help helpful helps hesitate hope how i if in is it kind kindly know let like many me more much my need need needed of on or other our out patience patient please question questions reach reaching reply so soon some something sorry still support team thank thanks that the there this time to touch trouble understanding us very via was we week weekend well what whether wish with would write you your yours apologies apologise apologize inconvenience sincere sincerely again happy glad clear clears clarifies assist assistance concern concerns delay feedback message email writing contacting letting waiting wait course " +
    "bei fragen gerne sie ihnen uns mir wir ich gern weitere weiteren hilfe geduld noch einmal für ihre ihr nachricht das hilft ist es wenn haben falls unannehmlichkeiten verständnis bitte vielen dank " +
    "si vous avez nous questions pour votre patience message de la le les des à contacter autres d'autres " +
    "si tiene por su paciencia mensaje más preguntas en contactarnos escribirnos las los molestias"
  ).split(" "),
);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{M}']*/gu) ?? [];
}

/** What makes a claim of a polite beginning: "Thank you, your refund is approved." */
const CLAIMS =
  /[\p{N}@€$£:/\\<>⟦⟧]|\b(?:not|no|never|cannot|can't|won't|isn't|aren't|nothing|none|nicht|kein\w*|nunca|ningún|non|geen|niet|nie)\b|\b(?:refund|credit|voucher|compensat|replac|waiv|guarant|gift|bonus|discount|deliver|ship|send|sent|return|cancel|approv|confirm|process|account|password|passcode|bank|card|link|click|today|tomorrow|tonight|will be|has been|have been|is now|money|cash|cost|fee|fees|charge|pay|paid|pays|payment|amount|owe|owes|cover|promis|expect|accept|agree|settl|resolv|sort|decid|entitle|exception|upgrad|keep|consider|ignore|done|stand by|yours|won|win|double|half|call|visit|open|install|download|reply with|erstatt|gutschrift|kostenlos|genehmigt|storniert|geld|bekomm|rembours|gratuit|annul|argent|somme|reembols|devolv|dinero|gratis|rimbors|terugbetal|zwrot)\w*|\b(?:free (?:of|for)|for free|on the house|on us|ours?\s+expense|taken? care|in your favou?r|on (?:its|the|their) way)\b|\b(?:you|your \w+|it|they|we|the \w+|all \w+|everything) (?:can|will|may|must|should|shall|have to|gets?|are|is)\b(?!\s+(?:sorry|glad|any|anything))|[,;](?:[^,;]*\b(?:is|are|was|were|has|have|will|can)\b)/iu;
