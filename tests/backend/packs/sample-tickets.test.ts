import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";

const message = z.strictObject({
  role: z.enum(["customer", "agent", "bot"]),
  visibility: z.enum(["public", "internal"]),
  author: z.string().min(1),
  at: z.iso.datetime(),
  text: z.string(),
  html: z.string().optional(),
  attachments: z
    .array(z.strictObject({ name: z.string(), contentType: z.string() }))
    .optional(),
});
const ticket = z.strictObject({
  id: z.int(),
  subject: z.string().min(1),
  channel: z.enum(["email", "web", "chat", "api"]),
  requester: z.strictObject({ name: z.string().min(1), email: z.email() }),
  messages: z.array(message).min(1).max(8),
  fields: z.record(z.string(), z.string()),
  priority: z.enum(["high", "urgent"]).optional(),
  tags: z.array(z.string()).optional(),
});

const lines = readFileSync("assets/sample-tickets/tickets.jsonl", "utf8")
  .trimEnd()
  .split("\n");
const tickets = lines.map((line) => ticket.parse(JSON.parse(line)));

describe("the sample tickets", () => {
  it("are thirty, numbered from 48201", () => {
    expect(tickets.map(({ id }) => id)).toEqual(
      Array.from({ length: 30 }, (_, i) => 48201 + i),
    );
  });

  it("were written in November 2026, oldest message first", () => {
    for (const { messages } of tickets) {
      const times = messages.map(({ at }) => at);
      expect(
        times.every((at) => at.startsWith("2026-11-") && at < "2026-11-25"),
      ).toBe(true);
      expect(times).toEqual([...times].sort());
    }
  });

  it("reach nobody: every address ends in a reserved domain", () => {
    const addresses = lines.join("\n").match(/[\w.+-]+@[\w.-]+\w/g) ?? [];
    expect(
      addresses.filter((address) => !address.endsWith(".example")),
    ).toEqual([]);
  });

  it.each<[string, (t: z.output<typeof ticket>) => boolean]>([
    [
      "a ticket without a text",
      (t) => t.messages.every(({ text }) => text === ""),
    ],
    [
      "a ticket of notes only",
      (t) => t.messages.every(({ visibility }) => visibility === "internal"),
    ],
    [
      "a ticket from right to left with an English order number",
      (t) => /[\u0590-\u05ff]/.test(t.subject) && /FH-\d{5}/.test(t.subject),
    ],
    [
      "a ticket with emoji",
      (t) =>
        t.messages.some(({ text }) => /\p{Extended_Pictographic}/u.test(text)),
    ],
    [
      "a ticket in German",
      (t) => t.messages.some(({ text }) => text.startsWith("Guten Morgen")),
    ],
    [
      "a ticket with hostile HTML as text",
      (t) =>
        t.messages.some(({ text }) => text.includes("<img src=x onerror=")),
    ],
    ["a long thread", (t) => t.messages.length === 8],
    [
      "a quoted history",
      (t) => t.messages.some(({ text }) => /^On .+ wrote:\n>/m.test(text)),
    ],
    [
      "a forwarded mail",
      (t) => t.messages.some(({ text }) => text.includes("Forwarded message")),
    ],
    [
      "an HTML mail with a quote",
      (t) =>
        t.messages.some(({ html }) => html?.includes("<blockquote") ?? false),
    ],
    ["a chat that a bot began", (t) => t.messages[0]?.role === "bot"],
    [
      "attachments",
      (t) => t.messages.some(({ attachments = [] }) => attachments.length > 0),
    ],
  ])("hold %s", (_, is) => {
    expect(tickets.filter(is).length).toBeGreaterThanOrEqual(1);
  });
});
