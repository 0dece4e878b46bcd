import { createHash } from "node:crypto";

/** SHA-256, hex. Enough for secrets of 40 random bits that live 15 minutes and of 256 that live a month. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
