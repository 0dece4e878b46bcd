import type { GetAnswer, PageReading } from "../../messaging/page-protocol.ts";
import type { FieldDefinition, Me } from "./parse-api.ts";

/** Worth waiting for with the agent looking on; beyond this the page is read instead. */
const LONGEST_WAIT_S = 2;
const DEFAULT_RETRY_AFTER_S = 60;

/** What the whole account shares. Kept a day, because the account's rate limit is shared by all its agents. */
export interface AccountFacts {
  me: Me | null;
  fields: Record<string, FieldDefinition>;
  readAt: number;
  /** Zendesk asked for silence until then. */
  silentUntil: number;
}

/** What a reading needs from the world. */
export interface ReadDoor {
  get(path: string): Promise<GetAnswer>;
  readPage(): Promise<PageReading | null>;
  loadAccount(): Promise<AccountFacts | null>;
  saveAccount(facts: AccountFacts): Promise<void>;
  now(): number;
  wait(ms: number): Promise<void>;
}

/** A short Retry-After is waited out, once. */
export async function getPatiently(
  door: ReadDoor,
  path: string,
): Promise<GetAnswer> {
  const answer = await door.get(path);
  if (!answer.ok || answer.status !== 429) return answer;
  const seconds = answer.retryAfterSeconds;
  if (seconds === null || seconds > LONGEST_WAIT_S) return answer;
  await door.wait(seconds * 1000);
  return door.get(path);
}

export async function keepSilent(
  door: ReadDoor,
  retryAfterSeconds: number | null,
): Promise<void> {
  const known = await door.loadAccount();
  await door.saveAccount({
    ...(known ?? { me: null, fields: {}, readAt: 0 }),
    silentUntil:
      door.now() + (retryAfterSeconds ?? DEFAULT_RETRY_AFTER_S) * 1000,
  });
}

export async function isSilent(door: ReadDoor): Promise<boolean> {
  return ((await door.loadAccount())?.silentUntil ?? 0) > door.now();
}
