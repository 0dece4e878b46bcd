import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { editQuestion } from "../../src/background/edit-question.ts";
import type { Fact } from "../../src/domain/trail.ts";
import {
  openDatabase,
  type OutboxDatabase,
} from "../../src/outbox/database.ts";
import { beginTrail, recordFacts } from "../../src/outbox/record.ts";

const START = Date.parse("2026-11-24T09:00:00.000Z");
const at = (minutes: number) =>
  new Date(START + minutes * 60_000).toISOString();
const DRAFT = "We refund the card you paid with within five working days.";
const EDITED = `${DRAFT} I have asked the warehouse to hurry.`;
/** Ids whose last digits are divisible by ten are the ones that are asked about. */
const id = (n: number) =>
  `6f1c2f6e-6d0c-4d44-9a53-4a1f6a3f${n.toString(16).padStart(4, "0")}`;

let db: OutboxDatabase;
let named = 0;
beforeEach(() => {
  db = openDatabase(`edits-${++named}`);
});
afterEach(() => db.close());

async function sent(n: number, minute: number, text = EDITED, ...more: Fact[]) {
  await beginTrail(db, {
    suggestionId: id(n),
    ticketKey: `zendesk:acme:${n}`,
    workspaceId: "w",
    memberId: null,
    draft: DRAFT,
    createdAt: at(minute),
    context: {
      ticket: { helpdesk: "zendesk", accountKey: "acme", ticketId: String(n) },
      lastMessageId: "m1",
      releaseNumber: 1,
      intentId: null,
      agentId: null,
      extensionVersion: "0.1.0",
      contractVersion: 1,
    },
    names: [],
    knownMessageIds: [],
    knownUntil: "",
  });
  await recordFacts(
    db,
    id(n),
    [
      { kind: "displayed", at: at(minute) },
      { kind: "inserted", at: at(minute) },
      {
        kind: "replied",
        at: at(minute),
        messageId: `r${n}`,
        text,
        by: "me",
      },
      ...more,
    ],
    at(minute),
  );
}
const ask = (minute: number) => editQuestion(db, START + minute * 60_000);

it("asks about an edit whose id says so, for ten minutes", async () => {
  await sent(20, 0);
  expect(await ask(1)).toEqual({ suggestionId: id(20), ticketId: "20" });
  expect(await ask(9)).not.toBeNull();
  expect(await ask(11)).toBeNull();
});

it.each<[string, () => Promise<void>]>([
  ["nothing was sent", async () => {}],
  ["the id says no", () => sent(21, 0)],
  ["the draft was sent as it was", () => sent(20, 0, DRAFT)],
  ["something else was sent", () => sent(20, 0, "Please call us tomorrow.")],
  [
    "it was answered",
    () =>
      sent(20, 0, EDITED, {
        kind: "edit_classed",
        at: at(0),
        editClass: "tone",
      }),
  ],
  [
    "it was waved away",
    () =>
      sent(20, 0, EDITED, { kind: "edit_classed", at: at(0), editClass: null }),
  ],
])("asks nothing when %s", async (_name, happened) => {
  await happened();
  expect(await ask(1)).toBeNull();
});

it("asks about none of the nine edits after one that was asked about", async () => {
  await sent(20, 0, EDITED, {
    kind: "edit_classed",
    at: at(0),
    editClass: null,
  });
  for (let n = 1; n <= 8; n++) await sent(100 + 10 * n + 1, n);
  await sent(30, 9);
  expect(await ask(9)).toBeNull();
});
