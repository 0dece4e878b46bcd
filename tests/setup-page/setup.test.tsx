// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import type { ConnectionState } from "../../src/messaging/panel-protocol.ts";
import { Setup } from "../../src/setup/Setup.tsx";
import { createFakeDoor, failing, type FakeDoor } from "../panel/fake-door.ts";
import {
  click,
  closePanel,
  find,
  showElement,
  text,
  type,
} from "../panel/show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const CONNECTED = {
  kind: "ok",
  workspaceName: "Fernhill",
  memberName: "Nina Weber",
  releaseNumber: 14,
} as const;
type Answers = Parameters<typeof createFakeDoor>[0];

let asksFor: string[] = [];
async function show(
  connection: ConnectionState,
  answers: Answers = {},
  allowed = true,
): Promise<FakeDoor> {
  const address =
    connection.kind === "not_connected"
      ? null
      : "https://heed.fernhill.example";
  const door = createFakeDoor({
    "options.settings": () =>
      ok({ address, draftWhen: "always", connection, brands: [] }),
    "options.test": () => ok(connection),
    ...answers,
  });
  asksFor = [];
  await showElement(
    <Setup
      door={{
        ask: door.ask,
        requestPermission: async (pattern) => {
          asksFor.push(pattern);
          return allowed;
        },
      }}
    />,
  );
  return door;
}
async function fill(address: string, code: string): Promise<void> {
  await type(find("textbox", "Backend address"), address);
  await type(find("textbox", "Pairing code"), code);
}

afterEach(closePanel);

describe("connecting", () => {
  it("asks the browser for exactly the typed address, then pairs", async () => {
    const door = await show(
      { kind: "not_connected" },
      { "options.connect": () => ok(CONNECTED) },
    );
    for (const words of [
      "Your admin has the address and the code.",
      "Works once, for 15 minutes.",
      "Heed never presses send.",
    ])
      expect(text()).toContain(words);
    await fill(" https://heed.fernhill.example:8443/ ", "7KQ4-9ABC");
    await click("button", "Connect");
    expect(asksFor).toEqual(["https://heed.fernhill.example/*"]);
    expect(door.askedOf("options.connect")).toEqual([
      {
        type: "options.connect",
        address: "https://heed.fernhill.example:8443/",
        code: "7KQ4-9ABC",
      },
    ]);
    expect(door.askedOf("options.settings")).toHaveLength(2);
  });

  it("does not pair when the browser was not allowed to", async () => {
    const door = await show({ kind: "not_connected" }, {}, false);
    await fill("heed.fernhill.example", "7KQ4");
    await click("button", "Connect");
    expect(door.askedOf("options.connect")).toEqual([]);
    expect(text()).toContain(
      "The browser has not allowed Heed to reach heed.fernhill.example. Press Connect and allow it.",
    );
  });

  it("says what is wrong in the worker's words, and keeps what was typed", async () => {
    await show(
      { kind: "not_connected" },
      {
        "options.connect": () =>
          failing(
            "This code is not valid any more. Ask your admin for a new one.",
          ),
      },
    );
    await fill("https://heed.fernhill.example", "old");
    await click("button", "Connect");
    expect(text()).toContain(
      "This code is not valid any more. Ask your admin for a new one.",
    );
    expect((find("textbox", "Backend address") as HTMLInputElement).value).toBe(
      "https://heed.fernhill.example",
    );
  });

  it("asks for what is missing first", async () => {
    const door = await show({ kind: "not_connected" });
    await click("button", "Connect");
    expect(text()).toContain("Type the backend's address.");
    expect(door.asked.map(({ type }) => type)).toEqual(["options.settings"]);
  });

  it("offers the form again when the connection has ended, with its address", async () => {
    await show({ kind: "signed_out" });
    expect(text()).toContain(
      "This connection has ended. Ask your admin for a new code.",
    );
    expect((find("textbox", "Backend address") as HTMLInputElement).value).toBe(
      "https://heed.fernhill.example",
    );
  });
});

describe("a connection", () => {
  it("is tested, and says team, member and release", async () => {
    await show(CONNECTED);
    await click("button", "Test the connection");
    expect(text()).toContain(
      "The connection works: Fernhill, as Nina Weber, release 14.",
    );
  });

  it.each<[ConnectionState, string]>([
    [
      { kind: "offline", since: "2026-11-23T08:50:00.000Z" },
      "The backend cannot be reached.",
    ],
    [
      { kind: "backend_error", code: "500" },
      "The backend answered with an error (500).",
    ],
    [
      { kind: "backend_error", code: "slow" },
      "The backend did not answer in time.",
    ],
    [
      { kind: "versions_differ", heedIs: "newer" },
      "Heed here is newer than your backend. The backend must update.",
    ],
  ])("in trouble says so: %o", async (connection, words) => {
    await show(connection);
    expect(text()).toContain(words);
  });

  it("can be given up", async () => {
    const door = await show(CONNECTED);
    await click("button", "Disconnect");
    expect(door.askedOf("options.disconnect")).toHaveLength(1);
    expect(door.askedOf("options.settings")).toHaveLength(2);
  });

  it("drafts when told to", async () => {
    const door = await show(CONNECTED);
    await click("radio", /^When I ask/);
    expect(door.askedOf("options.save")).toEqual([
      { type: "options.save", draftWhen: "on_click" },
    ]);
    expect((find("radio", /^When I ask/) as HTMLInputElement).checked).toBe(
      true,
    );
    expect(text()).toContain("Saved");
  });
});

describe("your record", () => {
  const entry = {
    signalId: "s.2",
    at: "2026-11-23T10:00:00.000Z",
    ticketId: "48213",
    outcome: "edited",
    reason: null,
    retained: 0.8,
    sentText: "Hi ⟦name⟧, it is on its way.",
  };

  it("shows each entry with what was kept of the text", async () => {
    await show(CONNECTED, {
      "options.record": () => ok({ total: 3, entries: [entry] }),
    });
    await click("button", "Show your record");
    for (const words of [
      "The newest 1 of 3 entries.",
      "Ticket 48213: sent, edited (80% of the draft kept)",
      "Hi ⟦name⟧, it is on its way.",
    ])
      expect(text()).toContain(words);
  });

  it.each([
    [
      "nothing recorded",
      ok({ total: 0, entries: [] }),
      "Nothing is recorded about you.",
    ],
    [
      "no answer",
      failing("The backend cannot be reached."),
      "cannot be reached",
    ],
  ])("%s: says so", async (_name, answer, words) => {
    await show(CONNECTED, { "options.record": () => answer });
    await click("button", "Show your record");
    expect(text()).toContain(words);
  });
});

describe("knowledge health", () => {
  const report = {
    releaseNumber: 4,
    at: "2026-11-24T09:00:00.000Z",
    timeZone: "Europe/Berlin",
    documents: 25,
    suggestions: 0,
    sections: [
      { id: "expired", title: "Expired", means: "m.", total: 0, rows: [] },
      {
        id: "no-owner",
        title: "No owner",
        means: "Documents that name nobody.",
        total: 3,
        rows: [
          {
            documentId: "zendesk:acme:12:en-us",
            intentId: null,
            title: "Refunds",
            owner: null,
            says: "Nobody owns it.",
            mend: "npx heed knowledge label zendesk:acme:12:en-us --owner NAME",
          },
        ],
      },
    ],
  };

  it("lists what is wrong with its mend, and leaves out what is well", async () => {
    await show(CONNECTED, { "options.health": () => ok(report) });
    await click("button", "Check the knowledge");
    for (const words of [
      "Release 4, 25 documents: 3 to look at.",
      "No owner (3)",
      "Refunds (zendesk:acme:12:en-us)",
      "npx heed knowledge label zendesk:acme:12:en-us --owner NAME",
      "2 more; npx heed knowledge health --json lists all.",
    ])
      expect(text()).toContain(words);
    expect(text()).not.toContain("Expired");
  });

  it.each([
    [
      "no release",
      ok({ ...report, releaseNumber: null, sections: [] }),
      "There is no release yet",
    ],
    ["all well", ok({ ...report, sections: [] }), "nothing to mend"],
    ["an agent asks", failing("This needs the role lead."), "needs the role"],
  ])("%s: says so", async (_name, answer, words) => {
    await show(CONNECTED, { "options.health": () => answer });
    await click("button", "Check the knowledge");
    expect(text()).toContain(words);
  });
});

describe("Zendesk on the company's own address", () => {
  const HOST = "support.fernhill.example";
  const add = async (address: string) => {
    await type(find("textbox", "Address of Zendesk"), address);
    await click("button", "Add");
  };

  it("asks the browser for exactly that host, adds it, and takes it back", async () => {
    const door = await show(CONNECTED, {
      "options.add-brand": () => ok([{ host: HOST, isAllowed: true }]),
      "options.remove-brand": () => ok([]),
    });
    await add(`https://${HOST}/agent/tickets/1`);
    expect(asksFor).toEqual([`https://${HOST}/*`]);
    expect(door.askedOf("options.add-brand")).toEqual([
      { type: "options.add-brand", address: HOST },
    ]);
    await click("button", `Remove ${HOST}`);
    expect(door.askedOf("options.remove-brand")).toHaveLength(1);
    expect(text()).not.toContain(HOST);
  });

  it("says what to do when the browser was not allowed to", async () => {
    const door = await show(CONNECTED, {}, false);
    await add(HOST);
    expect(door.askedOf("options.add-brand")).toEqual([]);
    expect(text()).toContain(
      `The browser has not allowed Heed at ${HOST}. Press Add and allow it, or ask your admin to.`,
    );
  });

  it.each([
    ["", "Type the address at which you open Zendesk."],
    ["http://support.fernhill.example", "must begin with https://"],
    [
      "acme.zendesk.com",
      "Heed works at acme.zendesk.com already. Nothing needs to be added.",
    ],
    ["app.intercom.com", "Heed works at app.intercom.com already."],
    ["192.168.1.7", "That is not a host with a name of its own."],
    ["localhost", "That is not a host with a name of its own."],
  ])(
    "asks the browser for nothing at %j, and says why",
    async (typed, said) => {
      await show(CONNECTED);
      await add(typed);
      expect(asksFor).toEqual([]);
      expect(text()).toContain(said);
    },
  );

  it("offers a host again whose permission was taken back in the browser", async () => {
    await show(CONNECTED, {
      "options.settings": () =>
        ok({
          address: "https://heed.fernhill.example",
          draftWhen: "always",
          connection: CONNECTED,
          brands: [{ host: HOST, isAllowed: false }],
        }),
      "options.add-brand": () => ok([{ host: HOST, isAllowed: true }]),
    });
    expect(text()).toContain("The browser does not allow it any more");
    await click("button", `Allow ${HOST}`);
    expect(asksFor).toEqual([`https://${HOST}/*`]);
    expect(text()).not.toContain("The browser does not allow it any more");
  });
});
