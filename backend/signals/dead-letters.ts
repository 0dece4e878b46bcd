import { createHash } from "node:crypto";
import type { Transaction } from "../storage/database.ts";
import { deadLetters } from "../storage/schema.ts";

export interface DeadLetter {
  signalId: string | null;
  /** A code, and for `not_a_signal` the names of the fields that are wrong. */
  reason: string;
  body: unknown;
}

/** A signal is about 1 KB. What is far longer is none, and is kept by its hash and reason only. */
const MAX_BODY_CHARACTERS = 100_000;

/** Keeps what could not be stored, each once however often it is sent. */
export async function buryDeadLetters(
  tx: Transaction,
  workspaceId: string,
  memberId: string,
  letters: DeadLetter[],
  now: Date,
): Promise<void> {
  if (letters.length === 0) return;
  await tx
    .insert(deadLetters)
    .values(
      letters.map(({ signalId, reason, body }) => {
        const text = jsonOf(body);
        return {
          workspaceId,
          letterHash: createHash("sha256")
            .update(`${reason}\n${text}`)
            .digest("hex"),
          signalId: signalId && withoutNul(signalId),
          reason: withoutNul(reason),
          body:
            text !== null && text.length <= MAX_BODY_CHARACTERS ? text : null,
          memberId,
          receivedAt: now,
        };
      }),
    )
    .onConflictDoNothing();
}

/** JSON escapes NUL and broken surrogates, so any value fits a text column. null: nested too deep to write. */
function jsonOf(body: unknown): string | null {
  try {
    return JSON.stringify(body) ?? null;
  } catch {
    return null;
  }
}

function withoutNul(text: string): string {
  return text.replaceAll("\0", "\uFFFD");
}
