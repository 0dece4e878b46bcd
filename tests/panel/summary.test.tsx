// @vitest-environment jsdom
import { act } from "react";
import { afterEach, expect, it } from "vitest";
import type { Summary } from "../../src/domain/suggestion.ts";
import type { PanelAnswer } from "../../src/messaging/panel-protocol.ts";
import { ABSTENTION, SUMMARY, TICKET, view } from "./canned.ts";
import { createFakeDoor, never } from "./fake-door.ts";
import {
  all,
  click,
  closePanel,
  press,
  settle,
  showPanel,
  text,
} from "./show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const line = (text: string): Summary["lines"] => [
  { label: "problem", text, messageId: "m1" },
];
/** In the thread's own words, with a language model behind it that could say it otherwise. */
const OWN: Summary = {
  ...SUMMARY,
  lines: line("nothing on my card"),
  engine: {
    engineId: "extractive",
    promptVersion: "extractive.1",
    capabilities: ["rewrite"],
  },
};
const WRITTEN: Summary = {
  ...SUMMARY,
  lines: line("The refund has not come."),
  engine: {
    engineId: "openai/m",
    promptVersion: "summary.1",
    capabilities: [],
  },
};

afterEach(closePanel);

it("is asked for again once a colleague has written, not only the customer", async () => {
  const door = createFakeDoor({
    "panel.summarise": () =>
      ok({ ...SUMMARY, lines: line(`reading ${door.asked.length}`) }),
  });
  await showPanel(door);
  await click("button", /^Summary/);
  const before = text();
  expect(door.askedOf("panel.summarise")).toHaveLength(1);
  const [first] = TICKET.messages;
  if (!first) throw new Error("no message");
  act(() =>
    door.push({
      type: "push.view",
      view: view({
        ticket: {
          ...TICKET,
          messages: [
            ...TICKET.messages,
            {
              ...first,
              messageId: "m5",
              role: "agent",
              visibility: "internal",
            },
          ],
        },
      }),
    }),
  );
  await settle();
  expect(door.askedOf("panel.summarise")).toHaveLength(2);
  expect(text()).not.toBe(before);
  expect(text()).toContain("5 messages read.");
});

it("is in the thread's own words at once, and in a language model's when it is opened", async () => {
  let answer: (it: PanelAnswer<"panel.summarise">) => void = () => {};
  const door = createFakeDoor({
    "panel.summarise": ({ written }) =>
      written ? new Promise((resolve) => (answer = resolve)) : ok(OWN),
  });
  await showPanel(door);
  expect(door.askedOf("panel.summarise").map((it) => it.written)).toEqual([
    false,
  ]);
  await click("button", /^Summary/);
  expect(door.askedOf("panel.summarise").map((it) => it.written)).toEqual([
    false,
    true,
  ]);
  expect(text()).toContain("nothing on my card");
  expect(text()).toContain("A language model is putting it in its words.");

  answer(ok(WRITTEN));
  await settle();
  expect(text()).toContain("The refund has not come.");
  expect(text()).not.toContain("nothing on my card");
  expect(text()).toContain("each line matches its message");
});

it("says why a language model gave none, and is not asked for where there is no model", async () => {
  const fallback = {
    engineId: "openai/m",
    reason: "slow" as const,
    message:
      "The language model did not answer in time. These are the thread's own words.",
  };
  await showPanel(
    createFakeDoor({
      "panel.summarise": () =>
        ok({
          ...OWN,
          engine: {
            engineId: "extractive",
            promptVersion: "extractive.1",
            capabilities: [],
            fallback,
          },
        }),
    }),
  );
  await click("button", /^Summary/);
  expect(text()).toContain(fallback.message);

  const plain = createFakeDoor();
  await showPanel(plain);
  await click("button", /^Summary/);
  expect(plain.askedOf("panel.summarise")).toHaveLength(1);
});

const NOTE = [
  "Problem: nothing on my card",
  "Attachments: 2, not read",
  "No draft: No current source on wetsuit repairs. Heed has not drafted a reply. The one article on this expired, and nothing replaced it.",
].join("\n");

it("is handed on as a note where nothing was drafted: inserted with one key, or copied", async () => {
  const door = createFakeDoor({
    "panel.suggest": () => ok(ABSTENTION),
    "panel.summarise": () => ok({ ...OWN, engine: null }),
  });
  await showPanel(door);
  await click("button", "Insert handoff note");
  expect(door.askedOf("panel.insert")).toMatchObject([
    { part: "handoff", mode: "append", expectedText: "" },
  ]);
  expect(text()).toContain("Inserted into the note. You save it.");
  await press("C");
  expect(door.copied).toEqual([NOTE]);
});

it("never goes into a public reply, and is only copied where Heed inserts nothing", async () => {
  await showPanel(
    createFakeDoor({
      "panel.suggest": () => ok(ABSTENTION),
      "panel.insert": () =>
        ok({ ok: false, reason: "wrong_composer", composerText: "" }),
    }),
  );
  await press("I");
  expect(text()).toContain(
    "This is a public reply. Switch to internal note, then insert.",
  );

  const door = createFakeDoor({
    "panel.view": () => ok(view({ mayInsert: false })),
    "panel.suggest": () => ok(ABSTENTION),
  });
  await showPanel(door);
  expect(all("button", "Insert handoff note")).toEqual([]);
  await click("button", "Copy summary");
  expect(door.copied).toHaveLength(1);
  expect(door.askedOf("panel.insert")).toEqual([]);
});

it("waits for the summary before it can be handed on", async () => {
  const door = createFakeDoor({
    "panel.suggest": () => ok(ABSTENTION),
    "panel.summarise": never,
  });
  await showPanel(door);
  await press("I");
  expect(door.askedOf("panel.insert")).toEqual([]);
});
