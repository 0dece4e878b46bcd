// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import type { PanelAnswer } from "../../src/messaging/panel-protocol.ts";
import { ABSTENTION, HIGH, MEDIUM, suggestion, view } from "./canned.ts";
import { createFakeDoor, never } from "./fake-door.ts";
import {
  all,
  click,
  closePanel,
  find,
  press,
  settle,
  showPanel,
  text,
  type,
} from "./show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const { suggestionId } = suggestion();
type InsertResult = Extract<PanelAnswer<"panel.insert">, { ok: true }>["value"];
const refusing = (
  reason: Extract<InsertResult, { ok: false }>["reason"],
  composerText = "",
) =>
  createFakeDoor({
    "panel.insert": () => ok({ ok: false, reason, composerText }),
  });

afterEach(closePanel);

describe("insert", () => {
  it("puts the reply into an empty composer in one click, and says who sends", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await click("button", "Insert reply");
    expect(door.askedOf("panel.insert")).toEqual([
      {
        type: "panel.insert",
        tabId: 7,
        suggestionId,
        part: "reply",
        mode: "append",
        expectedText: "",
        ticked: [],
      },
    ]);
    expect(text()).toContain("Inserted. You send it.");
  });

  it.each([
    ["Insert after your text", "append"],
    ["Replace your text", "replace"],
  ])("asks where when the composer has text: %s", async (name, mode) => {
    const door = createFakeDoor({
      "panel.view": () =>
        ok(
          view({
            composer: {
              ticketId: "48213",
              present: true,
              mode: "public",
              text: "Hello",
            },
          }),
        ),
    });
    await showPanel(door);
    await click("button", "Insert reply");
    expect(door.askedOf("panel.insert")).toEqual([]);
    await click("button", name);
    expect(door.askedOf("panel.insert")[0]).toMatchObject({
      mode,
      expectedText: "Hello",
    });
  });

  it("asks again when the agent typed in the meantime", async () => {
    const door = refusing("composer_changed", "Typed meanwhile");
    await showPanel(door);
    await click("button", "Insert reply");
    await click("button", "Insert after your text");
    expect(door.askedOf("panel.insert")[1]).toMatchObject({
      expectedText: "Typed meanwhile",
    });
  });

  it("waits for every finding of a medium-risk draft, and leads to the first", async () => {
    const door = createFakeDoor({ "panel.suggest": () => ok(MEDIUM) });
    await showPanel(door);
    await click("button", "Insert reply2 left to check");
    expect(door.askedOf("panel.insert")).toEqual([]);
    expect(document.activeElement).toBe(all("checkbox")[0]);

    await click("checkbox", /^Says the address is changed/);
    await press("I");
    expect(door.askedOf("panel.insert")).toEqual([]);
    await click("checkbox", /^Promises a day/);
    await click("button", "Insert reply");
    expect(door.askedOf("panel.insert")[0]?.ticked).toEqual([
      "claims-action:will now go to Lindenweg 4",
      "promises-a-day:by Friday",
    ]);
  });

  it("inserts a brief as a note and the acknowledgement as a reply", async () => {
    const door = createFakeDoor({ "panel.suggest": () => ok(HIGH) });
    await showPanel(door);
    await click("button", "Insert handoff note");
    await press("A");
    await click("button", "Insert acknowledgement");
    expect(door.askedOf("panel.insert").map(({ part }) => part)).toEqual([
      "brief",
      "acknowledgement",
    ]);
  });

  it.each([
    ["closed", "This ticket is closed and takes no more text."],
    ["merged", "This ticket was merged into another."],
  ] as const)(
    "becomes Copy in a %s ticket, which is said in one line",
    async (writeLimit, line) => {
      const door = createFakeDoor({
        "panel.view": () => ok(view({ writeLimit })),
      });
      await showPanel(door);
      expect(text()).toContain(line);
      expect(all("button", /^Insert/)).toEqual([]);
      await press("I");
      expect(door.askedOf("panel.insert")).toEqual([]);
      expect(door.copied).toHaveLength(1);
    },
  );

  it("becomes Copy for an agent who may only note: of replies, not of notes", async () => {
    const line = "Your role writes notes, not public replies.";
    const doorTo = (shown: typeof HIGH) =>
      createFakeDoor({
        "panel.view": () => ok(view({ writeLimit: "notes_only" })),
        "panel.suggest": () => ok(shown),
        "panel.summarise": never,
      });
    const toReply = doorTo(suggestion());
    await showPanel(toReply);
    expect(text()).toContain(line);
    await click("button", "Copy");
    expect(toReply.askedOf("panel.insert")).toEqual([]);
    expect(toReply.copied).toHaveLength(1);

    const toBrief = doorTo(HIGH);
    await showPanel(toBrief);
    expect(text()).toContain(line);
    await click("button", "Insert handoff note");
    await press("A");
    await click("button", "Copy acknowledgement");
    expect(toBrief.askedOf("panel.insert").map(({ part }) => part)).toEqual([
      "brief",
    ]);
    expect(toBrief.copied).toHaveLength(1);

    await showPanel(doorTo(ABSTENTION));
    expect(text()).not.toContain(line);
  });

  it("copies the text when the composer does not take it, and says so", async () => {
    const door = refusing("not_taken");
    await showPanel(door);
    await click("button", "Insert reply");
    expect(text()).toContain(
      "The composer did not take the text. It is copied; paste it.",
    );
    expect(door.copied[0]).toMatch(/^Hi Dana,\n\nWe received your return/);
    expect(door.askedOf("panel.copied")).toHaveLength(1);
  });

  it.each([
    [
      "wrong_composer",
      "This is an internal note. Switch to public reply, then insert.",
    ],
    ["wrong_ticket", "Another ticket is open now. Nothing was inserted."],
    ["no_composer", "No reply box is open. Open one, then insert."],
  ] as const)("says why nothing was inserted: %s", async (reason, words) => {
    await showPanel(refusing(reason));
    await click("button", "Insert reply");
    expect(text()).toContain(words);
    find("button", "Insert reply");
  });
});

describe("reject", () => {
  it("sends a reason with one key each, and takes it back", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("x");
    find("dialog", "Reject: why");
    await press("2");
    expect(door.askedOf("panel.reject")).toEqual([
      {
        type: "panel.reject",
        suggestionId,
        reason: "stale_source",
        note: null,
      },
    ]);
    expect(text()).toContain("Rejected: Source is out of date.");
    expect(all("button", "Insert reply")).toEqual([]);
    await press("z");
    expect(door.askedOf("panel.withdraw-rejection")).toHaveLength(1);
    find("button", "Insert reply");
  });

  it("has the other reasons behind More, and every reason is one of them", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await click("button", "Reject");
    await press("6");
    await click("button", "Wrong language");
    expect(door.askedOf("panel.reject")[0]?.reason).toBe("wrong_language");
  });

  it("sends the marked reason with the optional word on Enter; digits in the box are only typed", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("x");
    await press("ArrowDown", document.activeElement ?? document.body);
    const box = find("textbox", "A word for the owner, if you like");
    await type(box, "It is 14 days now");
    await press("1", box);
    expect(door.askedOf("panel.reject")).toEqual([]);
    await press("Enter", box);
    expect(door.askedOf("panel.reject")[0]).toMatchObject({
      reason: "stale_source",
      note: "It is 14 days now",
    });
  });

  it("keeps the draft on Escape", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("x");
    await press("Escape");
    expect(door.askedOf("panel.reject")).toEqual([]);
    find("button", "Insert reply");
  });

  it("is still there when the panel is opened again", async () => {
    await showPanel(createFakeDoor(), "kept");
    await press("x");
    await press("1");
    // The cache is written behind the agent's back, at most once a second.
    await settle(1_200);
    await showPanel(createFakeDoor({ "panel.suggest": never }), "kept");
    expect(text()).toContain("Rejected: Fact is wrong.");
  });
});

describe("regenerate", () => {
  it("asks with the instruction for a draft in the place of this one, and keeps this one meanwhile", async () => {
    const door = createFakeDoor({
      "panel.suggest": ({ replaces }) =>
        replaces === null ? ok(suggestion()) : never(),
    });
    await showPanel(door);
    await press("r");
    const box = find("textbox", "What else to look for, if anything");
    await type(box, "shorter");
    await press("Enter", box);
    expect(door.askedOf("panel.suggest")[1]).toMatchObject({
      instruction: "shorter",
      replaces: suggestionId,
      intentId: null,
    });
    expect(text()).toContain("Hi Dana,");
    find("button", "Insert replyWriting");
    await click("button", "Stop");
    find("button", "Insert reply");
  });

  it("asks for another topic", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("t");
    await click("option", "How to return");
    expect(door.askedOf("panel.suggest")[1]).toMatchObject({
      intentId: "return_how",
      replaces: suggestionId,
    });
  });
});

describe("the topic", () => {
  it.each([
    ["confirmed", "Refund status", "refund_status", 1],
    ["corrected", "How to return", "return_how", 2],
  ])(
    "%s is a label of its own; only another topic asks for another draft",
    async (_name, option, intentId, drafts) => {
      const door = createFakeDoor();
      await showPanel(door);
      await press("t");
      await click("option", option);
      expect(door.askedOf("panel.choose-intent")).toEqual([
        { type: "panel.choose-intent", suggestionId, intentId },
      ]);
      expect(door.askedOf("panel.suggest")).toHaveLength(drafts);
    },
  );
});

describe("displayed", () => {
  it("is said once per suggestion", async () => {
    const door = createFakeDoor();
    await showPanel(door, "displayed");
    await showPanel(door, "displayed-again");
    expect(door.askedOf("panel.displayed")).toEqual([
      { type: "panel.displayed", suggestionId },
    ]);
  });

  it("is not said while the panel is hidden, nor of an abstention", async () => {
    let visibility = "hidden";
    Object.defineProperty(document, "visibilityState", {
      configurable: true,
      get: () => visibility,
    });
    const door = createFakeDoor();
    await showPanel(door);
    expect(door.askedOf("panel.displayed")).toEqual([]);
    visibility = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    expect(door.askedOf("panel.displayed")).toHaveLength(1);

    const abstaining = createFakeDoor({
      "panel.suggest": () => ok(ABSTENTION),
    });
    await showPanel(abstaining);
    expect(abstaining.askedOf("panel.displayed")).toEqual([]);
  });
});

describe("the rest", () => {
  it("copies the draft and tells the worker, with C", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("c");
    expect(door.copied).toHaveLength(1);
    expect(door.askedOf("panel.copied")).toEqual([
      { type: "panel.copied", suggestionId },
    ]);
    find("button", "Copied");
  });

  it("jumps from a line of the summary to its message", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    await press("s");
    await click("button", "Jump to message 3");
    expect(door.askedOf("panel.show-message")[0]?.messageId).toBe("m3");
  });

  it("shows fields with their quotes, what is missing, the requester and what the ticket holds", async () => {
    await showPanel(createFakeDoor());
    await press("d");
    for (const words of [
      "“order FH-88190” · email, 18 Nov",
      "Check: the ticket also says € 119",
      "Not in the ticket",
      "dana@example.com",
      "Already on the ticket",
    ])
      expect(text()).toContain(words);
  });

  it("leaves keys with Ctrl alone, and all of them when they are switched off", async () => {
    const door = createFakeDoor();
    await showPanel(door);
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "c", ctrlKey: true, bubbles: true }),
    );
    await settle();
    expect(door.copied).toEqual([]);
    await press("?");
    await click("checkbox", "Single keys in the panel");
    await press("Escape");
    await press("c");
    expect(door.copied).toEqual([]);
    localStorage.clear();
  });

  it("prints the insert key that the browser has, and none when there is none", async () => {
    await showPanel(createFakeDoor({}, { insert: "Alt+Shift+Y" }));
    expect(find("button", "Insert reply").textContent).toContain("Alt+Shift+Y");
    await showPanel(createFakeDoor());
    expect(find("button", "Insert reply").textContent).toBe("Insert reply");
  });
});
