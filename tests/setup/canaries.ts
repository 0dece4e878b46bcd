import { readFileSync } from "node:fs";
import { exampleTicket } from "../backend/examples.ts";
import { samplePack } from "../backend/filled-workspace.ts";

/** In every text of the ticket that log.test.ts sends. */
export const CANARY = "canary7f3a";

/** What the fixtures of route and end-to-end tests hold of tickets, packs and drafts: none of it may be logged. */
export function canaries(): string[] {
  const ticket = exampleTicket();
  const pack = samplePack();
  const texts = [
    ticket.subject,
    ticket.requester?.name,
    ticket.requester?.email,
    ...ticket.messages.map(({ text }) => text),
    ...pack.knowledge.flatMap(({ body }) => body.split("\n")),
    ...pack.templates.flatMap(({ text }) => text.split("\n")),
    ...pack.intents.flatMap(({ examples }) => examples),
  ];
  return [
    CANARY,
    ...new Set(
      texts
        .map((text) => text?.trim() ?? "")
        .filter((text) => text.length >= 8 && /\p{L}/u.test(text)),
    ),
  ];
}

/** Log lines that hold a canary, each with which. JSON escapes quotes and line ends: compared as it was written. */
export function leaksIn(log: string, values = canaries()): string[] {
  const wanted = values.map(
    (value) =>
      [value, JSON.stringify(value).slice(1, -1).toLowerCase()] as const,
  );
  return log
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const written = line.toLowerCase();
      return wanted
        .filter(([, value]) => written.includes(value))
        .map(([value]) => `"${value}" in ${line.slice(0, 200)}`);
    });
}

/** One file for the whole run; each backend's lines are appended to it. */
export function loggedSoFar(): string {
  const file = process.env["HEED_TEST_LOG"];
  if (!file) throw new Error("Run the tests with vitest.config.ts.");
  return readFileSync(file, "utf8");
}
