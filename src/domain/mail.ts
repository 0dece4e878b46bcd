/**
 * What a person wrote in this message, without the history their mail program quoted and without the signature.
 * The whole text stays in the ticket; only understanding, retrieval and the summary read this.
 */

export function ownWords(text: string): string {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/\u00a0/g, " ")
    .split("\n");
  return wordsOf(lines, 0) || unquoted(lines) || text.trim();
}

/** A forward in a forward in a forward: deeper than this nobody asks anything. */
const MAX_DEPTH = 3;
/** "FYI", "see below": the question is in what was forwarded. */
const SAYS_NOTHING = 3;

function wordsOf(lines: string[], depth: number): string {
  const end = lines.findIndex((_, at) => endAt(lines, at) !== null);
  if (end < 0) return unquoted(lines);
  const kept = unquoted([
    ...lines.slice(0, end),
    ...(endAt(lines, end) === "signature" ? postscript(lines, end) : []),
  ]);
  const words = kept.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const isForwarded = endAt(lines, end) === "forward";
  if (words > (isForwarded ? SAYS_NOTHING : 0) || depth >= MAX_DEPTH)
    return kept;
  // A bare forward: what it carries is the message. Of a reply below its quote, the quote is marked line by line.
  if (!isForwarded && endAt(lines, end) !== "history") return kept;
  const body = wordsOf(withoutHeaders(lines.slice(end)), depth + 1);
  return [kept, body].filter((part) => part !== "").join("\n\n");
}

type End = "history" | "forward" | "signature";

function endAt(lines: string[], at: number): End | null {
  const line = trimmed(lines[at]);
  if (line === "") return null;
  if (FORWARDED.some((pattern) => pattern.test(line))) return "forward";
  const next = trimmed(lines[at + 1]);
  if (
    HISTORY.some((pattern) => pattern.test(line)) ||
    isAttribution(line) ||
    (next !== "" && BEGINS.test(line) && isAttribution(`${line} ${next}`))
  )
    return "history";
  if (SENDER.test(line) && HEADER.test(next)) return "history";
  if (at === 0) return null;
  if (FOOTER.test(line) || DISCLAIMER.test(line)) return "signature";
  return SIGN_OFF.test(line) && isSignature(lines.slice(at + 1))
    ? "signature"
    : null;
}

/** "*From:* Sam": bold, as mail programs write it in plain text. */
function trimmed(line: string | undefined): string {
  return (line ?? "").trim().replace(/^\*([^*]{1,20}:)\*/, "$1");
}

const FORWARDED = [
  /^-{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht)\s*-{2,}$/i,
  /^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato)\s*:$/i,
];
const HISTORY = [
  /^-{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d['’]origine|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}$/i,
  /^_{20,}$/,
  /^#{2,}-?\s*(?:please type your reply above this line|bitte geben sie ihre antwort über dieser zeile)/i,
];

/** Of what a mail program writes above a quote; "On your site you wrote:" has neither date nor address. */
const HAS_DATE_OR_ADDRESS = /\d{1,2}[.:/h ]|\b\d{4}\b|@|</;
const ATTRIBUTION = [
  /^on\b.{5,200}\bwrote\s?:$/i,
  /^am\b.{5,200}\bschrieb\b.{0,120}:$/i,
  /^.{1,120}\bschrieb am\b.{5,100}:$/i,
  /^le\b.{5,200}\ba écrit\s?:$/i,
  /^el\b.{5,200}\bescribió\s?:$/i,
  /^il\b.{5,200}\bha scritto\s?:$/i,
  /^op\b.{5,200}\bschreef\b.{0,120}:$/i,
  /^em\b.{5,200}\bescreveu\s?:$/i,
  /^\d{4}-\d\d-\d\d.{0,120}<[^<>\s]+@[^<>\s]+>\s?:$/,
];
/** An attribution is often broken over two lines. */
const BEGINS = /^(?:on|am|le|el|il|op|em)\b/i;

function isAttribution(line: string): boolean {
  return (
    line.length <= 330 &&
    line.endsWith(":") &&
    HAS_DATE_OR_ADDRESS.test(line) &&
    ATTRIBUTION.some((pattern) => pattern.test(line))
  );
}

const SENDER = /^(?:from|von|de|da|van)\s?:\s*\S/i;
const HEADER =
  /^(?:from|sent|date|to|cc|subject|reply-to|von|gesendet|datum|an|betreff|de|envoyé(?: le)?|date|à|objet|enviado(?: el)?|fecha|para|asunto|da|inviato|data|a|oggetto|van|verzonden|aan|onderwerp)\s?:/i;

/** The line that says "forwarded" or "original message", and the header lines below it. */
function withoutHeaders(lines: string[]): string[] {
  let at = HEADER.test(trimmed(lines[0])) ? 0 : 1;
  while (
    at < lines.length &&
    (trimmed(lines[at]) === "" || HEADER.test(trimmed(lines[at])))
  )
    at++;
  return lines.slice(at);
}

const FOOTER =
  /^(?:--|—|–)$|^(?:sent|verzonden) from my\b|^sent (?:from|via) (?:outlook|yahoo|mail for)\b|^get outlook for\b|^von meinem\b.*gesendet|^gesendet (?:mit|von|aus)\b|^envoyé (?:de|depuis)\b|^télécharger outlook\b|^enviado desde\b|^obtener outlook\b|^inviato da\b|^verstuurd vanaf\b|^enviado do meu\b/i;
const DISCLAIMER =
  /^(?:(?:this|the information in this) (?:e-?mail|message)|(?:confidentiality|legal) notice|disclaimer|diese (?:e-?mail|nachricht)|ce (?:message|courriel|mail)|este (?:mensaje|correo))\b.*(?:confidential|intended|privileged|vertraulich|confidentiel|confidencial)|^(?:please consider|think of) the environment\b|^(?:confidentiality notice|disclaimer)\s*:?$/i;
const SIGN_OFF =
  /^(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many)?\s*regards|best wishes|all the best|cheers|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|mit (?:freundlichen|besten|lieben) grü(?:ß|ss)en|(?:viele|liebe|beste|freundliche|herzliche) grü(?:ß|ss)e|mfg|(?:bien )?cordialement|bien à vous|(?:meilleures )?salutations|(?:un (?:cordial )?saludo|saludos(?: cordiales)?)|atentamente|cordiali saluti|met vriendelijke groet(?:en)?)\s*[,.!]?$/i;
const POSTSCRIPT = /^p\.?\s?s\.?\s?[:.\-–]?\s/i;

/** More lines than a signature and the blank ones in it. */
const LOOKED_AT = 40;

/** A name, a role, an address, a number: short lines, not many, and none that asks. */
function isSignature(lines: string[]): boolean {
  const rest = lines
    .slice(0, LOOKED_AT)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const end = rest.findIndex(
    (line) =>
      POSTSCRIPT.test(line) ||
      line.startsWith(">") ||
      FOOTER.test(line) ||
      DISCLAIMER.test(line) ||
      isAttribution(line) ||
      SENDER.test(line) ||
      [...FORWARDED, ...HISTORY].some((pattern) => pattern.test(line)),
  );
  const own = end < 0 ? rest : rest.slice(0, end);
  return (
    own.length <= 8 &&
    own.every((line) => line.length <= 80 && !line.includes("?"))
  );
}

/** People ask below their name, too. */
function postscript(lines: string[], from: number): string[] {
  const at = lines.findIndex(
    (line, index) => index > from && POSTSCRIPT.test(line.trim()),
  );
  if (at < 0) return [];
  const between = lines.slice(from + 1, at);
  if (between.some((_, index) => endAt(between, index) !== null)) return [];
  const rest = lines.slice(at);
  const end = rest.findIndex((_, index) => endAt(rest, index) !== null);
  return ["", ...(end < 0 ? rest : rest.slice(0, end))];
}

/** What a gateway writes above everybody's mail. */
const BANNER =
  /^(?:\[?(?:caution|external|warning|achtung|extern)\]?\s*[:!-]?\s*).{0,20}\b(?:e-?mail|message|sender|nachricht|absender)\b.*\b(?:outside|external|originated|außerhalb|extern)/i;

function unquoted(lines: string[]): string {
  return lines
    .filter((line) => !/^\s*>/.test(line) && !BANNER.test(line.trim()))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
