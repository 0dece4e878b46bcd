const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.?]{0,40}$/i;
const CLOSING =
  /^(?:(?:kind|best|warm|many) (?:regards|wishes|thanks)|regards|sincerely|cheers|thanks|thank you)\b[^.?]{0,40}$/i;

/** A macro's own greeting or signature, as a paragraph: the pack has one for every reply. */
export function isFrame(paragraph: string): boolean {
  const text = paragraph.replace(/\s+/g, " ").trim();
  return GREETING.test(text) || CLOSING.test(text);
}
