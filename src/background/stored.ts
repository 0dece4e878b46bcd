import type * as z from "zod";
import { browser } from "../messaging/browser.ts";

type Area = "local" | "session";

/** What the worker keeps outside Dexie: small values, parsed when they come back (another version may have written them). */
export async function load<T>(
  area: Area,
  key: string,
  schema: z.ZodType<T>,
): Promise<T | null> {
  const found = (await browser.storage[area].get(key))[key];
  const parsed = schema.safeParse(found);
  return parsed.success ? parsed.data : null;
}

export async function save(
  area: Area,
  key: string,
  value: unknown,
): Promise<void> {
  await browser.storage[area].set({ [key]: value });
}

export async function forget(area: Area, keys: string[]): Promise<void> {
  await browser.storage[area].remove(keys);
}
