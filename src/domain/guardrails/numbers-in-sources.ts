import type { Guardrail } from "./guardrail.ts";
import {
  isMoney,
  namedDaysIn,
  quantitiesIn,
  type Quantity,
} from "./quantities.ts";
import { placesOf, type Place } from "./places.ts";
import { contentTerms, normalised } from "./terms.ts";

/** "2." in front of a line counts the lines. */
const LIST_NUMBER = /^\s*\d{1,2}[.)](?=\s|$)/;

export const numbersInSources: Guardrail = {
  id: "numbers-in-sources",
  because:
    "A wrong number is the costliest mistake of a reply: every number, amount, date and duration stands in a source, the template or the ticket.",
  needs: ["sentence", "cited", "ticketText", "templateText"],
  check: ({ sentence, cited, ticketText, templateText }) => {
    const claimed = quantitiesIn(sentence.text.replace(LIST_NUMBER, ""));
    // "How can I help you today?" promises nothing.
    const days = sentence.text.trimEnd().endsWith("?")
      ? []
      : namedDaysIn(sentence.text);
    if (claimed.length === 0 && days.length === 0) return [];
    const allowed = [...cited.map(({ text }) => text), templateText ?? ""];
    const sources = allowed.flatMap(quantitiesIn);
    const ticket = quantitiesIn(ticketText);
    const claimsSource = sentence.sourceIds.length > 0 && cited.length > 0;
    const places = claimsSource ? placesOf(cited) : [];
    const isKnown = (claim: Quantity) =>
      sources.some((one) => covers(one, claim))
        ? !claimsSource || standsTogether(sentence.text, claim, places)
        : // How long a thing takes is for a source to say; how long ago it was, the customer knows.
          !(claimsSource && isPeriod(claim) && !isPast(sentence.text, claim)) &&
          ticket.some((one) => covers(one, claim));
    // A day the customer named ("by Friday") is a wish; only a source can make it an answer.
    const knownDays = allowed.flatMap(namedDaysIn);
    return [
      ...claimed
        .filter((quantity) => !isKnown(quantity))
        .map(({ quote }) => ({
          message: `Number not in a source: "${quote}"`,
          quote,
        })),
      ...days
        .filter((day) => !knownDays.includes(day))
        .map((day) => ({
          message: `Promises a day: "${day}"`,
          quote: day,
        })),
    ];
  },
};

const PERIOD =
  /^(?:working )?(?:second|minute|hour|day|night|week|month|year)$/;

function isPeriod({ unit }: Quantity): boolean {
  return unit !== null && PERIOD.test(unit);
}

function isPast(text: string, { quote }: Quantity): boolean {
  const said = normalised(text);
  const at = said.indexOf(quote);
  return (
    /^\s*(?:ago|old|earlier|late)\b/.test(said.slice(at + quote.length)) ||
    /\b(?:past|last|for|since)\s$/.test(said.slice(0, at))
  );
}

/** How many words beside a number say what it is the number of. */
const BESIDE = 2;

/** Somewhere in the sources the number stands with one of the words that it stands with here. */
function standsTogether(
  text: string,
  claim: Quantity,
  places: Place[],
): boolean {
  const said = normalised(text);
  const at = said.indexOf(claim.quote);
  if (at < 0) return true;
  const beside = [
    ...contentTerms(said.slice(0, at)).slice(-BESIDE),
    ...contentTerms(said.slice(at + claim.quote.length)).slice(0, BESIDE),
  ].filter((term) => places.some(({ knows }) => knows(term)));
  return (
    beside.length === 0 ||
    places.some(
      ({ quantities, knows }) =>
        quantities.some((one) => covers(one, claim)) && beside.some(knows),
    )
  );
}

/** Helpdesk fields give sums without their currency; a figure this long is no count of something else. */
const BARE_SUM = /^\d{3,}$|\.\d+$/;

/** A bare number is covered by the number alone; a number with a unit only by the same unit. */
function covers(known: Quantity, claimed: Quantity): boolean {
  if (known.value !== claimed.value) return false;
  if (claimed.unit === null || known.unit === claimed.unit) return true;
  return (
    known.unit === null && isMoney(claimed.unit) && BARE_SUM.test(claimed.value)
  );
}
