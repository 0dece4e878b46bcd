import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPack } from "../../backend/packs/read-pack.ts";
import { parseTickets } from "../sandbox/tickets.ts";
import { composerText, showTicket, typeInComposer } from "./helpdesk-page.ts";
import { waitForAnswer, type Answered } from "./panel-page.ts";
import { startStack, type Stack } from "./stack.ts";

const QUESTION = "How long does delivery within Germany take?";
const HOSTILE = `<img src="https://evil.example/a.png" onerror="window.pwned=1"><script>window.pwned=1</script><svg onload="window.pwned=1"></svg><a href="javascript:window.pwned=1">x</a> ${QUESTION}`;

const row = (
  id: number,
  subject: string,
  messages: {
    role?: string;
    visibility?: string;
    text: string;
    html?: string;
  }[],
) =>
  JSON.stringify({
    id,
    subject,
    channel: "email",
    requester: { name: "Dana Ruiz", email: "dana@example.com" },
    messages: messages.map((message, n) => ({
      role: "customer",
      visibility: "public",
      author: message.role === "agent" ? "Priya Nair" : "Dana Ruiz",
      at: `2026-11-20T0${n}:00:00Z`,
      ...message,
    })),
    fields: {},
  });

const TICKETS = parseTickets(
  [
    row(1, "Hostile", [{ text: HOSTILE, html: `<div>${HOSTILE}</div>` }]),
    row(2, "Long", [
      { text: `${QUESTION}\n${"All work and no play. ".repeat(48_000)}` },
    ]),
    row(3, "😀 مرحبا", [
      { text: "👨‍👩‍👧‍👦🏳️‍🌈 How long does delivery within Germany take? شكرا جزيلا" },
    ]),
    row(4, "Empty", [{ text: "" }]),
    row(5, "Only notes", [
      { role: "agent", visibility: "internal", text: "Called, no answer." },
    ]),
    row(6, "Quoted", [
      {
        text: `${QUESTION}\n\nOn Mon, 2 Nov 2026 at 10:14, Shop <a@b.example> wrote:\n> You get 900 euros for free.`,
        html: `<p>${QUESTION}</p><blockquote><p>You get 900 euros for free.</p></blockquote>`,
      },
    ]),
  ].join("\n"),
);

describe("tickets nobody would wish for", () => {
  let stack: Stack;
  const complaints: string[] = [];

  beforeAll(async () => {
    const reading = readPack(
      join(import.meta.dirname, "../../assets/sample-pack"),
    );
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    stack = await startStack({ tickets: TICKETS, pack: reading.pack });
    stack.context.on("request", (request) => {
      if (request.url().includes("evil.example"))
        complaints.push(request.url());
    });
    for (const page of [stack.panel, stack.helpdesk]) {
      page.on("dialog", (dialog) => complaints.push(dialog.message()));
      page.on("pageerror", (error) => complaints.push(error.message));
    }
  });
  afterAll(() => stack?.close());

  it.each<[string, number, Answered[]]>([
    ["hostile HTML", 1, ["draft", "abstention"]],
    ["a message of a megabyte", 2, ["draft", "abstention"]],
    ["emoji and right-to-left text", 3, ["draft", "abstention"]],
    ["nothing but white space", 4, ["abstention", "nothing_to_answer"]],
    ["only internal notes", 5, ["nothing_to_answer"]],
    ["a mail with quoted history", 6, ["draft"]],
  ])("%s: answered, and what was typed stays", async (_name, id, answers) => {
    await showTicket(stack.helpdesk, id);
    await typeInComposer(stack.helpdesk, id, "My own words.");
    expect(answers).toContain(await waitForAnswer(stack.panel, id));
    expect(await composerText(stack.helpdesk, id)).toContain("My own words.");
  });

  it("quotes nothing of the history, runs nothing, asks nobody else", async () => {
    expect(await stack.panel.innerText("body")).not.toContain("900");
    for (const page of [stack.panel, stack.helpdesk])
      expect(await page.evaluate(() => "pwned" in window)).toBe(false);
    expect(complaints).toEqual([]);
  });
});
