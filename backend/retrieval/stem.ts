/** A light English stemmer: inflections and the commonest derivations fold together, nothing cleverer. */

/** Irregular forms, and the synonyms that customers and policies use for each other's words. A map: "constructor" is a word. */
const IRREGULAR = new Map(
  Object.entries({
    bought: "buy",
    sent: "send",
    paid: "pay",
    broke: "break",
    broken: "break",
    lost: "los",
    losing: "los",
    gave: "giv",
    given: "giv",
    took: "tak",
    taken: "tak",
    chose: "choos",
    chosen: "choos",
    flew: "fly",
    flown: "fly",
    flight: "fly",
    flights: "fly",
    children: "child",
    came: "com",
    kept: "keep",
    left: "leav",
    wrote: "writ",
    written: "writ",
    damaged: "damag",
    damages: "damag",
    parcel: "packag",
    parcels: "packag",
    shipping: "deliver",
    shipment: "packag",
    courier: "carrier",
    couriers: "carrier",
    zipper: "zip",
    zippers: "zip",
    swap: "exchang",
    swapping: "exchang",
    swapped: "exchang",
    voucher: "cod",
    vouchers: "cod",
    coupon: "cod",
    coupons: "cod",
    torn: "tear",
    burnt: "burn",
    hire: "rent",
    present: "gift",
    presents: "gift",
    flysheets: "flysheet",
    luggage: "bag",
    baggage: "bag",
    baggages: "bag",
  }),
);
const VOWEL = /[aeiouy]/;

export function stem(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  let stemmed = word;
  if (/ies$/.test(stemmed)) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(stemmed)) stemmed = stemmed.slice(0, -2);
  else if (/[^su]s$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  stemmed = without(stemmed, /(?:ations?|ments?|ables?|ibles?|ings?|edly|ed)$/);
  if (/ery$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  if (/([bcdfghjklmnpqrtvwxz])\1$/.test(stemmed))
    stemmed = stemmed.slice(0, -1);
  if (stemmed.length > 3 && /e$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  if (stemmed.length > 3 && /[^aeiou]y$/.test(stemmed))
    stemmed = `${stemmed.slice(0, -1)}i`;
  return stemmed;
}

/** Only where a stem with a vowel remains: "sing" is not an inflection of "s". */
function without(word: string, ending: RegExp): string {
  const stemmed = word.replace(ending, "");
  return stemmed.length >= 3 && VOWEL.test(stemmed) ? stemmed : word;
}
