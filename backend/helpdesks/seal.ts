import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, as NIST SP 800-38D recommends. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

/**
 * A secret as it is kept: `v1.` and base64url of nonce, ciphertext and tag.
 * @param key 32 bytes
 * @param place where it belongs; it opens nowhere else, so a row copied to another workspace is useless
 */
export function seal(secret: string, key: Buffer, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(`${VERSION} ${place}`));
  const sealed = Buffer.concat([
    nonce,
    cipher.update(secret, "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

/** null: sealed with another key, for another place, or changed since. */
export function unseal(
  sealed: string,
  key: Buffer,
  place: string,
): string | null {
  const [version, text = ""] = sealed.split(".");
  const bytes = Buffer.from(text, "base64url");
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES)
    return null;
  try {
    const opened = createDecipheriv(
      "aes-256-gcm",
      key,
      bytes.subarray(0, NONCE_BYTES),
    );
    opened.setAAD(Buffer.from(`${VERSION} ${place}`));
    opened.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([
      opened.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
      opened.final(),
    ]).toString("utf8");
  } catch {
    return null;
  }
}
