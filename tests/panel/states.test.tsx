// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { FAULT_WORDS } from "../../backend/engines/fault-words.ts";
import type {
  ConnectionState,
  TabView,
} from "../../src/messaging/panel-protocol.ts";
import {
  ABSTENTION,
  HIGH,
  MEDIUM,
  SIMILAR,
  TICKET,
  suggestion,
  view,
  WROTE_AGAIN,
} from "./canned.ts";
import { createFakeDoor, failing, never, type FakeDoor } from "./fake-door.ts";
import { act } from "react";
import {
  all,
  click,
  closePanel,
  find,
  press,
  settle,
  showPanel,
  text,
} from "./show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const doorWith = (over: Partial<TabView>) =>
  createFakeDoor({ "panel.view": () => ok(view(over)) });
const doorAt = (connection: ConnectionState) => doorWith({ connection });
const OFFLINE = { kind: "offline", since: "2026-11-23T08:50:00.000Z" } as const;

afterEach(closePanel);

describe("each state says what is so and what to do", () => {
  const cases: [string, () => FakeDoor, string[], string[]][] = [
    [
      "first run",
      () => doorAt({ kind: "not_connected" }),
      ["Connect Heed to your team", "Heed never presses send."],
      ["Connect"],
    ],
    [
      "signed out",
      () => doorAt({ kind: "signed_out" }),
      ["This connection has ended. Ask your admin for a new code."],
      ["Connect"],
    ],
    [
      "older than the backend",
      () => doorAt({ kind: "versions_differ", heedIs: "older" }),
      [
        "Heed here is older than your backend. Heed must update. The browser does it by itself; restart the browser to have it now.",
      ],
      ["Retry"],
    ],
    [
      "newer than the backend",
      () => doorAt({ kind: "versions_differ", heedIs: "newer" }),
      [
        "Heed here is newer than your backend. The backend must update. Tell your admin, and write the reply yourself.",
      ],
      ["Retry"],
    ],
    [
      "offline without a draft",
      () => doorAt(OFFLINE),
      ["Offline", "The backend cannot be reached."],
      ["Retry"],
    ],
    [
      "no ticket in the tab",
      () => doorWith({ ref: null, ticket: null, lastMessageId: null }),
      ["Open a ticket to see a draft."],
      [],
    ],
    [
      "a ticket that cannot be read",
      () => doorWith({ ticket: null, readError: "Zendesk answered with 403." }),
      ["The ticket could not be read.", "Zendesk answered with 403."],
      ["Retry"],
    ],
    [
      "nothing from the customer",
      () => doorWith({ lastMessageId: null }),
      ["Nothing from the customer yet."],
      [],
    ],
    [
      "drafts only when asked",
      () => doorWith({ draftWhen: "on_click" }),
      ["No draft yet"],
      ["Draft a reply"],
    ],
    [
      "a page read in part",
      () => doorWith({ ticket: { ...TICKET, completeness: "partial" } }),
      ["Read from the page only; older messages may be missing."],
      ["Insert reply"],
    ],
    [
      "writing",
      () => createFakeDoor({ "panel.suggest": never }),
      ["Writing"],
      ["Stop"],
    ],
    [
      "an error of the backend",
      () =>
        createFakeDoor({
          "panel.suggest": () =>
            failing("…", { kind: "backend_error", code: "500" }),
        }),
      [
        "The backend answered with an error (500).",
        "Retry, or write the reply yourself.",
      ],
      ["Retry"],
    ],
    [
      "a backend that is too slow",
      () =>
        createFakeDoor({
          "panel.suggest": () =>
            failing("…", { kind: "backend_error", code: "slow" }),
        }),
      ["The backend did not answer in time."],
      ["Retry"],
    ],
    [
      "a failure in the worker's words",
      () =>
        createFakeDoor({
          "panel.suggest": () => failing("Another ticket is in front now."),
        }),
      ["No draft.", "Another ticket is in front now."],
      ["Retry"],
    ],
    [
      "no worker at all",
      () =>
        createFakeDoor({
          "panel.view": () => Promise.reject(new Error("gone")),
        }),
      ["Heed was updated or stopped. Reload this panel."],
      ["Retry"],
    ],
    [
      "the language model's budget is spent",
      () =>
        createFakeDoor({
          "panel.suggest": () =>
            ok(
              suggestion({
                engine: {
                  engineId: "extractive",
                  promptVersion: "1",
                  capabilities: [],
                  fallback: {
                    engineId: "openai/model",
                    reason: "over_budget",
                    message: FAULT_WORDS.over_budget,
                  },
                },
              }),
            ),
        }),
      ["This month's budget for the language model is spent."],
      ["Insert reply"],
    ],
    [
      "abstention",
      () => createFakeDoor({ "panel.suggest": () => ok(ABSTENTION) }),
      [
        "No current source on wetsuit repairs",
        "Heed has not drafted a reply.",
        "31 Oct 2026, 24:00",
        "Piet Aalders, Workshop",
        "Not in the ticket: Model and year of purchase",
        "Handoff summary",
      ],
      ["Copy summary"],
    ],
  ];

  it.each(cases)("%s", async (_name, door, says, offers) => {
    await showPanel(door());
    for (const words of says) expect(text()).toContain(words);
    for (const name of offers) expect(all("button", name)).not.toEqual([]);
  });
});

describe("a question that was not understood", () => {
  it("names no topic and no risk, and offers its guesses in the menu", async () => {
    const unclear = structuredClone(ABSTENTION);
    if (unclear.answer.kind !== "abstention") throw new Error("no abstention");
    unclear.answer.abstention.missing = "clear_question";
    unclear.risk = "medium";
    await showPanel(createFakeDoor({ "panel.suggest": () => ok(unclear) }));
    expect(all("button", "Topic: Topic not clear")).toHaveLength(1);
    expect(text()).not.toContain("Repair request");
    expect(text()).not.toContain("Medium risk");
  });
});

describe("a low-risk draft", () => {
  it("is whole: regions, marks, sources with date, section and owner, and no risk", async () => {
    await showPanel(createFakeDoor());
    for (const name of [
      "Suggested reply",
      "Sources",
      "Summary",
      "Fields",
      "Next steps",
    ])
      find("region", name);
    for (const name of [
      "Insert reply",
      "Reject",
      "Regenerate",
      "Copy",
      /^Topic: Refund status/,
    ])
      find("button", name);
    expect(text()).toContain("2, all in force today");
    expect(text()).not.toContain("risk");
    find("button", "Matches source 1");

    await click("button", /Returns and refunds/);
    for (const words of [
      "When your refund arrives",
      "since 1 Sept 2026",
      "Mara Voss, Payments",
    ])
      expect(text()).toContain(words);
  });

  it("lights a sentence with its source, and the source's sentences with it", async () => {
    await showPanel(createFakeDoor());
    await click("button", "Matches source 2");
    const lit = [...document.querySelectorAll(".s.lit")].map(
      (it) => it.textContent,
    );
    expect(lit).toEqual(["Your bank can take up to 3 more days to show it.2"]);
    expect(
      find("button", /Payment methods/).getAttribute("aria-expanded"),
    ).toBe("true");
  });

  it("says when a source is no longer in force today, although the draft was stored when it was", async () => {
    const expired = suggestion();
    expired.sources[0]!.effectiveUntil = "2026-11-20T00:00:00.000Z";
    expired.sources[1]!.effectiveFrom = null;
    await showPanel(createFakeDoor({ "panel.suggest": () => ok(expired) }));
    expect(text()).toContain("2, 1 not in force today, 1 without a date");
  });
});

it("shows the words of a high-risk brief and offers nothing for the customer but the acknowledgement", async () => {
  await showPanel(createFakeDoor({ "panel.suggest": () => ok(HIGH) }));
  for (const words of [
    "High risk",
    "Internal brief",
    "never sent to the customer",
    "Checklist",
  ])
    expect(text()).toContain(words);
  find("button", "Insert handoff note");
  expect(all("button", "Insert reply")).toEqual([]);
  expect(all("button", "Regenerate")).toEqual([]);
  expect(all("region", "Suggested reply")).toEqual([]);
});

it.each([
  [{ score: -0.7, mood: "very_upset" }, "Customer: Very upset"],
  [{ score: -0.4, mood: "upset" }, "Customer: Upset"],
  [{ score: 0.6, mood: "calm" }, undefined],
  [null, undefined],
] as const)("says of a customer who is %j: %s", async (sentiment, said) => {
  await showPanel(
    createFakeDoor({ "panel.suggest": () => ok(suggestion({ sentiment })) }),
  );
  expect(find("region", "Ticket").querySelector(".mood")?.textContent).toBe(
    said,
  );
});

it("says medium risk in words", async () => {
  await showPanel(createFakeDoor({ "panel.suggest": () => ok(MEDIUM) }));
  expect(text()).toContain("Medium risk");
});

it("keeps the last draft when the backend goes away, and says from when it is", async () => {
  const door = createFakeDoor();
  await showPanel(door);
  act(() =>
    door.push({
      type: "push.view",
      view: view({ connection: OFFLINE, signalsWaiting: 3 }),
    }),
  );
  await settle();
  expect(text()).toContain(
    "Offline. This draft is from 09:41. 3 signals wait on this computer and will be sent.",
  );
  find("button", "Insert reply");
  expect(all("button", "Regenerate")).toEqual([]);
});

it("keeps a draft that a newer message overtook until the agent moves on, and does not insert it", async () => {
  const newer = suggestion({
    suggestionId: "6f1c2f6e-6d0c-4d44-9a53-4a1f6a3f0002",
    lastMessageId: "m5",
  });
  const door = createFakeDoor({
    "panel.suggest": ({ lastMessageId }) =>
      ok(lastMessageId === "m5" ? newer : suggestion()),
  });
  await showPanel(door);
  act(() => door.push({ type: "push.view", view: WROTE_AGAIN }));
  await settle();
  expect(text()).toContain(
    "Dana Krüger wrote again at 10:12. This draft does not know it.",
  );
  expect(all("button", "Insert reply")).toEqual([]);
  await click("button", "Draft again");
  find("button", "Insert reply");
  expect(text()).not.toContain("wrote again");
});

it("asks for nothing about a ticket until it is told to", async () => {
  const door = doorWith({ draftWhen: "on_click" });
  await showPanel(door);
  expect(door.asked.map(({ type }) => type)).toEqual([
    "panel.view",
    "panel.take-command",
  ]);
  await click("button", "Draft a reply");
  await settle(300);
  expect(door.askedOf("panel.suggest")).toHaveLength(1);
  find("button", "Insert reply");
});

it("says after two seconds that it still waits, and can be stopped", async () => {
  await showPanel(createFakeDoor({ "panel.suggest": never }));
  expect(text()).not.toContain("Still waiting");
  await settle(2_400);
  expect(text()).toContain("Still waiting after 2 seconds.");
  await click("button", "Stop");
  expect(text()).toContain("Stopped");
  find("button", "Draft a reply");
});

it("shows a customer's markup as text and runs none of it", async () => {
  const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
  const draft = suggestion();
  draft.intents[0]!.name = hostile;
  draft.sources[0]!.title = hostile;
  draft.sources[0]!.url = "javascript:window.hacked=1";
  if (draft.answer.kind === "draft")
    draft.answer.draft.paragraphs[0]![0]!.text = hostile;
  await showPanel(
    createFakeDoor({
      "panel.suggest": () => ok(draft),
      "panel.view": () =>
        ok(
          view({
            ticket: {
              ...TICKET,
              requester: { customerId: "c", name: hostile, email: hostile },
            },
          }),
        ),
      "panel.summarise": () =>
        ok({
          lines: [{ label: "problem", text: hostile, messageId: "m1" }],
          attachmentsNotRead: 0,
          engine: null,
        }),
    }),
  );
  for (const row of [/^Summary/, /^Fields/]) await click("button", row);
  await click("button", "Matches source 1");
  expect(
    document.querySelectorAll(
      "#root img, body img, body script, a[href^=javascript]",
    ),
  ).toHaveLength(0);
  expect(text()).toContain("<img src=x onerror=");
  expect("hacked" in window).toBe(false);
});

describe("while the engine writes", () => {
  const { ticket: ref, lastMessageId, answer, sources } = suggestion();
  if (answer.kind !== "draft") throw new Error("the mock's answer is a draft");
  const written = (paragraphs: number, over = {}) =>
    ({
      type: "push.writing",
      ref,
      lastMessageId,
      sources,
      draft: {
        ...answer.draft,
        paragraphs: answer.draft.paragraphs.slice(0, paragraphs),
      },
      ...over,
    }) as const;
  const waitingDoor = () => {
    let come = () => {};
    const door = createFakeDoor({
      "panel.suggest": () =>
        new Promise((resolve) => {
          come = () => resolve(ok(suggestion()));
        }),
    });
    return { door, come: () => come() };
  };

  it("shows what is finished, and nothing of it can be used yet", async () => {
    const { door, come } = waitingDoor();
    await showPanel(door);
    act(() => door.push(written(2)));
    expect(text()).toContain("We received your return on 16 November.");
    expect(text()).not.toContain("reply here and we will trace it");
    expect(find("button", /^Insert reply/).getAttribute("aria-disabled")).toBe(
      "true",
    );
    expect(all("button", "Reject")).toEqual([]);
    come();
    await settle(300);
    expect(text()).toContain("reply here and we will trace it");
    expect(find("button", /^Insert reply/).getAttribute("aria-disabled")).toBe(
      null,
    );
  });

  it.each([
    ["another ticket", { ref: { ...ref, ticketId: "1" } }],
    ["an older message", { lastMessageId: "m3" }],
  ])("does not show what is written for %s", async (_whose, over) => {
    const { door } = waitingDoor();
    await showPanel(door);
    act(() => door.push(written(2, over)));
    expect(text()).not.toContain("We received your return");
  });
});

it("says when a draft's sources were looked for by words alone", async () => {
  const searchNote =
    "Looked for by words alone: search by meaning knows only English.";
  await showPanel(
    createFakeDoor({ "panel.suggest": () => ok(suggestion({ searchNote })) }),
  );
  expect(text()).toContain(searchNote);
  find("button", "Insert reply");
});

describe("similar tickets", () => {
  const row = () => all("button", /^Similar tickets/)[0];
  /** It is asked for after the draft is there. */
  const coming = async () => {
    for (let n = 0; n < 50 && !row(); n++) await settle(20);
    return row();
  };

  it("are asked for once the draft is there, and once for a ticket", async () => {
    const waiting = createFakeDoor({ "panel.suggest": never });
    await showPanel(waiting);
    expect(waiting.askedOf("panel.similar")).toEqual([]);
    const door = createFakeDoor({ "panel.similar": () => ok(SIMILAR) });
    await showPanel(door);
    const { ref, tabId } = view();
    await coming();
    expect(door.askedOf("panel.similar")).toEqual([
      { type: "panel.similar", tabId, ref },
    ]);
    await press("r");
    await click("button", "Regenerate");
    await settle();
    expect(door.askedOf("panel.suggest")).toHaveLength(2);
    expect(door.askedOf("panel.similar")).toHaveLength(1);
  });

  it("are a closed row, each a link to a tab of its own", async () => {
    await showPanel(createFakeDoor({ "panel.similar": () => ok(SIMILAR) }));
    expect((await coming())?.getAttribute("aria-expanded")).toBe("false");
    expect(text()).toContain("Similar tickets2 solved");
    expect(document.querySelector(".alike")).toBeNull();
    await press("l");
    const links = [
      ...document.querySelectorAll<HTMLAnchorElement>(".alike a"),
    ].map(({ textContent, href, target, rel, dir }) => ({
      ...{ textContent, href, target, rel, dir },
    }));
    const anew = { target: "_blank", rel: "noreferrer", dir: "auto" };
    expect(links).toEqual([
      { textContent: SIMILAR[0]?.subject, href: SIMILAR[0]?.url, ...anew },
      { textContent: "Ticket 45980", href: SIMILAR[1]?.url, ...anew },
    ]);
    await press("l");
    expect(row()?.getAttribute("aria-expanded")).toBe("false");
  });

  it.each([
    ["a draft", suggestion()],
    ["a brief", HIGH],
    ["an abstention", ABSTENTION],
  ])("stand below %s", async (_, given) => {
    await showPanel(
      createFakeDoor({
        "panel.suggest": () => ok(given),
        "panel.similar": () => ok(SIMILAR),
      }),
    );
    expect(await coming()).toBeDefined();
  });

  it.each<[string, () => FakeDoor]>([
    ["there are none", () => createFakeDoor()],
    [
      "nobody knows",
      () => createFakeDoor({ "panel.similar": () => failing("Not now.") }),
    ],
  ])("are no row, and no trouble, where %s", async (_, door) => {
    const asked = door();
    await showPanel(asked);
    for (let n = 0; n < 50 && !asked.askedOf("panel.similar").length; n++)
      await settle(20);
    await settle();
    expect(row()).toBeUndefined();
    expect(all("button", /^Insert reply/)).toHaveLength(1);
    expect(text()).not.toContain("Not now.");
  });
});
