/**
 * Is this sentence only polite? It thanks, apologises or shows sympathy, and claims nothing: no digit, no address, no
 * "not", nothing that the company gives or does. A sentence in doubt is none: then it has to name a source.
 */
export function isCourtesy(sentence: string): boolean {
  const text = sentence.normalize("NFKC").replace(/[’‘ʼ]/g, "'").trim();
  return (
    text.length <= LONGEST &&
    POLITE.some((pattern) => pattern.test(text)) &&
    !CLAIMS.test(text)
  );
}

const LONGEST = 160;

/** By language, each from the beginning of the sentence. */
const POLITE = [
  /^(?:thank(?:s| you)\b|(?:i'm|i am|we're|we are) (?:so |very |really |truly )?(?:sorry|glad|happy to (?:help|hear))\b|sorry\b|(?:my|our|please accept (?:my|our)) (?:sincere )?apologies\b|(?:i|we) (?:(?:sincerely |do |really )?apologi[sz]e|(?:completely |fully |can )?understand|appreciate|hope)\b|(?:please )?(?:let (?:me|us) know|feel free to|don't hesitate to)\b|if you have (?:any )?(?:other |further |more )?questions\b)/i,
  /^(?:vielen dank|danke|(?:es|das) tut (?:mir|uns) (?:sehr |wirklich )?leid|entschuldig\w+|bitte entschuldigen|(?:ich|wir) (?:verstehe|verstehen|hoffe|hoffen)\b|melden sie sich)/i,
  /^(?:merci|(?:je suis|nous sommes) (?:vraiment |sincèrement )?désolée?s?|toutes (?:mes|nos) excuses|(?:je|nous) (?:comprends|comprenons)\b|n'hésitez pas)/i,
  /^(?:gracias|muchas gracias|lo (?:siento|sentimos)|lamento|lamentamos|(?:mis|nuestras) disculpas|no dude en)/i,
  /^(?:grazie|mi dispiace|ci dispiace|ci scusiamo|bedankt|dank (?:je|u)|het spijt (?:me|ons)|obrigad[oa]|lamento|lamentamos|pedimos desculpa|dziękuj\w+|przepraszam\w*|bardzo (?:dziękuj|przeprasz)\w+)/i,
];

/** What makes a claim of a polite beginning: "Thank you, your refund is approved." */
const CLAIMS =
  /[\p{N}@€$£:/\\<>⟦⟧]|\b(?:not|no|never|cannot|can't|won't|isn't|aren't|nicht|kein\w*|pas|nunca|ningún|non|geen|niet|nie)\b|\b(?:refund|credit|voucher|compensat|replac|waiv|guarant|free|discount|deliver|ship|send|sent|return|cancel|approv|confirm|process|account|password|bank|card|link|click|today|tomorrow|will be|has been|have been|is now|erstatt|gutschrift|kostenlos|genehmigt|storniert|rembours|gratuit|annul|reembols|gratis|rimbors|terugbetal|zwrot)\w*|\b(?:you|your \w+|it|they|we) (?:can|will|may|must|should|have to|are|is)\b(?!\s+(?:sorry|glad))|[,;](?:[^,;]*\b(?:is|are|was|were|has|have|will|can)\b)/iu;
