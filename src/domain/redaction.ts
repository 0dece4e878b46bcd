/**
 * Personal data becomes typed placeholders before any engine, log or stored text, and comes back in the panel.
 * Patterns find what has a shape; names and addresses are found only where the ticket's own fields tell them.
 */

interface Kind {
  label: string;
  pattern: RegExp;
  isReal: (match: string) => boolean;
}

/** In order: a longer, checkable shape claims its characters before a vaguer one. */
const KINDS: Kind[] = [
  {
    label: "EMAIL",
    // Begins where a run of its characters begins: tried inside the run, too, a long one costs its square.
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu,
    isReal: () => true,
  },
  {
    label: "IBAN",
    pattern: /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}\b/g,
    isReal: isIban,
  },
  { label: "CARD", pattern: /\b\d(?:[ -]?\d){12,18}\b/g, isReal: isCardNumber },
  {
    label: "IP",
    pattern:
      /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/g,
    isReal: () => true,
  },
  { label: "SSN", pattern: /\b\d{3}-\d{2}-\d{4}\b/g, isReal: () => true },
  {
    label: "PHONE",
    pattern:
      /(?:\+\d{1,3}[ .-]?|\b0|\()\(?\d{1,4}\)?(?:[ ./-]?\d{2,5}){2,4}\b/g,
    isReal: (match) => digits(match).length >= 8 && digits(match).length <= 15,
  },
];

/** One redactor per ticket, so that the same value has the same placeholder in every message. */
export function createRedactor(names: readonly string[] = []) {
  const placeholders = new Map<string, string>();
  const restored = new Map<string, string>();
  const counts = new Map<string, number>();

  const placeholderFor = (label: string, value: string): string => {
    const known = placeholders.get(`${label}:${value}`);
    if (known) return known;
    const number = (counts.get(label) ?? 0) + 1;
    const placeholder = `⟦${label}_${number}⟧`;
    counts.set(label, number);
    placeholders.set(`${label}:${value}`, placeholder);
    restored.set(placeholder, value);
    return placeholder;
  };

  const namePatterns = namesToHide(names).map(
    (name) =>
      new RegExp(
        `(?<![\\p{L}\\p{N}⟦])${escape(name)}(?![\\p{L}\\p{N}])`,
        "giu",
      ),
  );

  return {
    redact(text: string): string {
      // A customer who writes our brackets must not be able to name a placeholder.
      let redacted = text.replaceAll("⟦", "[").replaceAll("⟧", "]");
      for (const { label, pattern, isReal } of KINDS)
        redacted = redacted.replace(pattern, (match) =>
          isReal(match) ? placeholderFor(label, match) : match,
        );
      for (const pattern of namePatterns)
        redacted = redacted.replace(pattern, (match) =>
          placeholderFor("NAME", match),
        );
      return redacted;
    },
    /** Put the values back. An unknown or mangled placeholder stays visible, so that nobody sends it unseen. */
    restore(text: string): string {
      return text.replace(
        /⟦[A-Z]+_\d+⟧/g,
        (placeholder) => restored.get(placeholder) ?? placeholder,
      );
    },
  };
}

export type Redactor = ReturnType<typeof createRedactor>;

/** Whole names first, then their parts of three letters and more: "Dana Ruiz", then "Dana" and "Ruiz". */
function namesToHide(names: readonly string[]): string[] {
  const whole = names
    .map((name) => name.trim())
    .filter((name) => name.length >= 3);
  const parts = whole
    .flatMap((name) => name.split(/\s+/))
    .filter((part) => part.length >= 3);
  return [...new Set([...whole, ...parts])].toSorted(
    (a, b) => b.length - a.length,
  );
}

function digits(text: string): string {
  return text.replace(/\D/g, "");
}

/** Luhn (ISO/IEC 7812-1). */
function isCardNumber(match: string): boolean {
  const number = digits(match);
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return number.length >= 13 && sum % 10 === 0;
}

/** ISO 13616: mod 97 of the rearranged number is 1. */
function isIban(match: string): boolean {
  const iban = match.replace(/ /g, "");
  if (iban.length < 15 || iban.length > 34) return false;
  const rearranged = (iban.slice(4) + iban.slice(0, 4)).replace(
    /[A-Z]/g,
    (letter) => String(letter.charCodeAt(0) - 55),
  );
  let remainder = 0;
  for (const digit of rearranged)
    remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
