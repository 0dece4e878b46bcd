import { randomBytes } from "node:crypto";

/** Crockford's base32: no I, L, O or U, so that a code read aloud or from a screen is typed right. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Random characters of 5 bits each. */
export function randomCharacters(count: number): string {
  // 256 is a multiple of 32: every character is equally likely.
  return [...randomBytes(count)].map((byte) => ALPHABET[byte % 32]).join("");
}

/** As people type it: any case, O for 0, I or L for 1. null: not made of these characters. */
export function normalized(typed: string): string | null {
  const text = typed.toLowerCase().replaceAll("o", "0").replace(/[il]/g, "1");
  return [...text].every((character) => ALPHABET.includes(character))
    ? text
    : null;
}
