import { ownWords } from "../../src/domain/mail.ts";
import { askedName } from "../../src/domain/ask-for-field.ts";
import { splitSentences } from "../../src/domain/sentences.ts";
import type { Ticket } from "../../src/domain/ticket.ts";
import { contentStems } from "../retrieval/content-words.ts";
import { countriesIn, reachOf } from "../retrieval/countries.ts";
import type { DraftRequest } from "./engine.ts";

export const PHOTOS = /\b(?:photos?|pictures?|images?|screenshots?)\b/i;
/** "Photo attached", "pictures of the tear are enclosed", "I have put two photos in". */
const HAS_PHOTOS =
  /\b(?:photos?|pictures?|images?|screenshots?)\b[^.?!]{0,60}\b(?:attached|enclosed|included|below|in here)\b|\b(?:attached|enclosed|attaching|sent|put)\b[^.?!]{0,40}\b(?:photos?|pictures?|images?|screenshots?)\b/i;

export function holdsPhotos({
  ticket,
  words,
}: Pick<DraftRequest, "ticket" | "words">): boolean {
  return (
    HAS_PHOTOS.test(words) ||
    ticket.messages.some(
      ({ role, attachments }) => role === "customer" && attachments.length > 0,
    )
  );
}

const ALTERNATIVES =
  /\bwhether you (?:would (?:like|prefer|rather have)|prefer|want) ([^.?!]+?) or ([^.?!]+)/i;
const PREFERS =
  /\b(?:prefer|rather have|would like|['’]d like|want|please send)\b([^.?!]*)/gi;

/** They were asked to choose, and have chosen: "I would prefer a replacement over the money". */
function hasChosen(sentence: string, words: string): boolean {
  const choice = ALTERNATIVES.exec(sentence)?.slice(1, 3) ?? [];
  const wishes = [...words.matchAll(PREFERS)].map(
    ([, wish = ""]) => new Set(contentStems(wish)),
  );
  return choice.some((one) =>
    contentStems(one).some((stem) => wishes.some((wish) => wish.has(stem))),
  );
}

/** What a request asks for, item by item: "the order number, the serial number and two photos". */
const LIST =
  /^((?:also )?please (?:also )?(?:send|give|tell|share|provide)(?: (?:me|us))?|(?:could|can) you (?:please )?(?:send|give|tell)(?: (?:me|us))?) ((?:the|your|a|an|two|three|some) [^.?!:]+)([.?!])$/i;

/** A sentence that asks, without what the thread already holds. null: it holds all of it. The same text: nothing of it. */
export function stillToAsk(
  sentence: string,
  request: Pick<DraftRequest, "ticket" | "words" | "values" | "pack">,
): string | null {
  const isHeld = (item: string) =>
    (PHOTOS.test(item) && holdsPhotos(request)) ||
    request.pack.fields.some(
      (field) =>
        request.values.has(`field.${field.fieldId}`) &&
        item.toLowerCase().includes(askedName(field)),
    );
  if (hasChosen(sentence, request.words)) return null;
  const list = LIST.exec(sentence);
  if (!list)
    return asksForPhotos(sentence) && isHeld(sentence) ? null : sentence;
  const [, asks = "", rest = "", end = "."] = list;
  // A reason or a condition may follow the last item.
  const [items = "", because = ""] = rest.split(/(?=, so that\b|, because\b)/);
  const all = items.split(
    /, and |, | and (?=(?:the|your|a|an|two|three|some) )/i,
  );
  const left = all.filter((item) => !isHeld(item));
  if (left.length === all.length) return sentence;
  if (left.length === 0) return null;
  return `${asks} ${joined(left)}${because}${end}`;
}

/** "Please send three photos: …", "We need a picture of the label." */
export function asksForPhotos(sentence: string): boolean {
  return (
    PHOTOS.test(sentence) &&
    /\b(?:please|need|require|send)\b/i.test(sentence) &&
    !/^if\b/i.test(sentence)
  );
}

export function joined(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** Sharing this much of its words with what an agent wrote, a sentence would be said twice. */
const SAME = 0.8;

/** Has an agent told the customer this already, in so many words? */
export function saidBefore({
  messages,
}: Pick<Ticket, "messages">): (sentence: string) => boolean {
  const said = messages
    .filter(
      ({ role, visibility }) => role !== "customer" && visibility === "public",
    )
    .flatMap(({ text }) => splitSentences(ownWords(text.slice(0, 20_000))))
    .map((sentence) => new Set(contentStems(sentence)));
  return (sentence) => {
    const stems = [...new Set(contentStems(sentence))];
    return (
      stems.length > 0 &&
      said.some(
        (before) =>
          stems.filter((stem) => before.has(stem)).length >=
          SAME * stems.length,
      )
    );
  };
}

const SPEAKS_OF_MONEY_BACK =
  /\brefund(?:s|ed|able|ing)?\b|\bmoney back\b|\breimburs\w+|\bmoney\b[^.;]* goes? back\b/i;
const BEFORE_MONEY_BACK =
  /\b(?:refund|reimburs|cancel|return|compensat|charge[ds]?\b|overcharg|paid\b|pay\b|money|lost\b|damage|broke|defect|faulty|wrong\b|missing|never (?:came|arrived))|\bsen[dt]\b[^.?!]{0,30} back\b|\bgive\b[^.?!]{0,20} back\b/i;

/** Money goes back where something was cancelled, returned, lost or paid too much. To anybody else it is beside the point. */
export function isMoneyBeside(
  { ticket }: Pick<DraftRequest, "ticket">,
  words: string,
): (sentence: string) => boolean {
  const isTold = BEFORE_MONEY_BACK.test(`${ticket.subject ?? ""}\n${words}`);
  return (sentence) => !isTold && SPEAKS_OF_MONEY_BACK.test(sentence);
}

/** "Without an account", "I have no printer", "I threw away the box": what needs it is no answer to them. */
const LACKS =
  /\b(?:without|have no|has no|haven['’]t (?:got )?|don['’]t have|do not have|no longer have|lost|threw away)\s+(?:an?|any|the|my|our)?\s*(\p{L}{3,})/giu;

export function needsWhatTheyLack(
  words: string,
): (sentence: string) => boolean {
  const lacked = new Set(
    [...words.matchAll(LACKS)].flatMap(([, noun = ""]) => contentStems(noun)),
  );
  return (sentence) =>
    [
      ...sentence.matchAll(
        /\b(?:in|under|with|through|from|using) your (?:\p{L}+ )?(\p{L}{3,})/giu,
      ),
    ].some(([, noun = ""]) =>
      contentStems(noun).some((stem) => lacked.has(stem)),
    );
}

/** Rules for other countries than the one that the customer names. `section`: the sentence's neighbours. */
export function isForElsewhere({
  ticket,
  words,
}: Pick<DraftRequest, "ticket" | "words">): (
  sentence: string,
  section: string,
) => boolean {
  const theirs = countriesIn(
    [words, ...ticket.fields.map(({ value }) => value)].join("\n"),
  );
  return (sentence, section) => {
    const reach = reachOf(sentence, section);
    return (
      theirs.size > 0 &&
      reach.size > 0 &&
      ![...theirs].some((code) => reach.has(code))
    );
  };
}
