import { expect, it } from "vitest";
import type { Ticket } from "../../../src/domain/ticket.ts";
import { buildLiveKnowledge } from "../../../backend/pipeline/live-knowledge.ts";
import { createMemoryEmbeddingCache } from "../../../backend/pipeline/memory-embedding-cache.ts";
import { retrieve } from "../../../backend/pipeline/retrieve.ts";
import { understand } from "../../../backend/pipeline/understand.ts";
import { createHashingEmbedder } from "../../../backend/retrieval/hashing-embedder.ts";
import { article, message, NOW, ticketOf, tinyPack } from "./tiny-pack.ts";

const knowledge = [
  article("any", "A mower can be returned within 14 days."),
  article("go", "The Go mower can be returned within 30 days.", {
    product: "Go",
  }),
  article("max", "The Max mower can be returned within 60 days.", {
    product: "Max",
  }),
  article("both", "Both mowers can be returned with their charger.", {
    product: "Go, Max",
  }),
];
const live = await buildLiveKnowledge(
  { number: 1, pack: tinyPack({ knowledge }) },
  createHashingEmbedder(),
  createMemoryEmbeddingCache(),
);

const ASKS = "Can I return the mower? How long may it be returned?";
const field = (value: string) => ({
  fieldId: "product",
  label: "Product",
  value,
});

it.each<[string, Partial<Ticket>, string[]]>([
  ["nothing named: every product", {}, ["any", "both", "go", "max"]],
  ["named in the subject", { subject: "Go" }, ["any", "both", "go"]],
  [
    "named in a subject that repeats the message",
    { subject: "Return the mower (Max)" },
    ["any", "both", "max"],
  ],
  [
    "named in a field of the helpdesk",
    { fields: [field("product_max")] },
    ["any", "both", "max"],
  ],
  [
    "one named in a field, another in the text: both count",
    {
      fields: [field("Max")],
      messages: [message("customer", `${ASKS} My Go.`)],
    },
    ["any", "both", "go", "max"],
  ],
  [
    "part of a word names nothing",
    { messages: [message("customer", `${ASKS} It stopped going.`)] },
    ["any", "both", "go", "max"],
  ],
  [
    "part of a word excludes nothing of the product that is named",
    { messages: [message("customer", `${ASKS} My Max stopped going.`)] },
    ["any", "both", "max"],
  ],
])("passages for the ticket's products: %s", async (_, more, expected) => {
  const ticket = { ...ticketOf(ASKS), ...more };
  const understanding = await understand(live, ticket, null, null);
  const { passages } = retrieve(live, understanding, NOW);
  expect(passages.map(({ passage }) => passage.documentId).toSorted()).toEqual(
    expected,
  );
});
