// @vitest-environment jsdom
import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { useAgent } from "../../src/panel/agent-store.ts";
import { EXPIRED, FOUND, suggestion } from "./canned.ts";
import { createFakeDoor, failing, type FakeDoor } from "./fake-door.ts";
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
const box = () => find("textbox", "Search the policies");
const marked = () =>
  document.querySelector("[role=option][aria-selected=true] .t")?.textContent;
const foot = () => document.querySelector(".foot")?.textContent ?? "";

const usual = () =>
  createFakeDoor({
    "panel.search": ({ expired }) => ok(expired ? [...FOUND, EXPIRED] : FOUND),
  });

async function searchFor(
  query: string,
  door: FakeDoor = usual(),
): Promise<FakeDoor> {
  await showPanel(door);
  await press("/");
  await type(box(), query);
  await press("Enter", box());
  return door;
}

afterEach(closePanel);

describe("search", () => {
  it("shows what was found with date, owner and whether it is internal, and the draft and its foot again with Esc", async () => {
    const door = await searchFor(" refund ");
    expect(door.askedOf("panel.search")).toEqual([
      { type: "panel.search", query: "refund", expired: false },
    ]);
    for (const words of [
      "4 passages in force today",
      "since 3 Feb 2026",
      "Mara Voss",
      "Internal",
    ])
      expect(text()).toContain(words);
    expect(text()).not.toContain("Hi Dana,");
    expect(foot()).not.toContain("Insert reply");
    await press("Escape", box());
    expect(text()).toContain("Hi Dana,");
    expect(foot()).toContain("Insert reply");
    await press("/");
    expect((box() as HTMLInputElement).value).toBe("");
  });

  it("marks the first hit, and arrows step round while the cursor stays in the box", async () => {
    await searchFor("refund");
    expect(document.activeElement).toBe(box());
    const seen = [marked()];
    for (const key of ["ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown"]) {
      await press(key, box());
      seen.push(marked());
    }
    expect(seen.map((it) => it?.split(" ")[0])).toEqual([
      "Delivery",
      "Returns",
      "Delivery",
      "Payment",
      "Delivery",
    ]);
    expect(document.activeElement).toBe(box());
    await press("ArrowDown", box());
    expect(box().getAttribute("aria-activedescendant")).toBe("hit-1");
  });

  it("Enter copies the marked hit with where it stands, and searches once the words are others", async () => {
    const door = await searchFor("refund");
    await press("Enter", box());
    expect(door.copied).toEqual([
      `${FOUND[0]?.text}\n\n(Delivery, When a parcel is late; since 3 Feb 2026)`,
    ]);
    await press("ArrowDown", box());
    await press("ArrowDown", box());
    await press("Enter", box());
    expect(door.copied[1]).toMatch(/; since 20 May 2026; Internal\)$/);
    expect(foot()).toContain("Copied");

    await type(box(), "refund late");
    expect(all("button", "Copy with citation")).toEqual([]);
    expect(all("button", "Search")).toHaveLength(1);
    await press("Enter", box());
    expect(door.copied).toHaveLength(2);
    expect(door.askedOf("panel.search").map(({ query }) => query)).toEqual([
      "refund",
      "refund late",
    ]);
    expect(marked()).toContain("Delivery");
  });

  it("takes in what has expired, says so of each, and in its citation", async () => {
    const door = await searchFor("late");
    await click("button", "Include expired");
    expect(door.askedOf("panel.search").at(-1)).toEqual({
      type: "panel.search",
      query: "late",
      expired: true,
    });
    expect(text()).toContain("4 in force today, 1 expired");
    const [last] = [...document.querySelectorAll(".hit")].slice(-1);
    expect(last?.querySelector(".look")?.textContent).toBe(
      "expired 2 Feb 2026",
    );
    expect(document.querySelectorAll(".hit .look")).toHaveLength(1);
    await press("ArrowUp", box());
    await click("button", "Copy with citation");
    expect(door.copied).toEqual([
      `${EXPIRED.text}\n\n(Delivery, When a parcel is late; expired 2 Feb 2026)`,
    ]);
    await click("button", "Leave out expired");
    expect(text()).toContain("4 passages in force today");
  });

  it("its letters work outside the box only: O opens the article, where there is a safe address; F flags", async () => {
    await searchFor("refund");
    const opened: string[] = [];
    const listen = (event: Event) => {
      event.preventDefault();
      if (event.target instanceof HTMLAnchorElement)
        opened.push(event.target.href);
    };
    document.addEventListener("click", listen);
    await press("o", box());
    await press("f", box());
    expect(opened).toEqual([]);
    expect(all("dialog")).toEqual([]);

    const list = document.querySelector("[role=listbox]") as HTMLElement;
    list.focus();
    await press("o", list);
    expect(opened).toEqual(["https://help.fernhill.example/returns"]);
    await press("f", list);
    expect(all("dialog", "Flag source")).toHaveLength(1);
    await press("Escape");
    await press("ArrowDown", list);
    await press("ArrowDown", list);
    expect(text()).not.toContain("Open article");
    document.removeEventListener("click", listen);
  });

  it("says of a flagged hit that it is flagged", async () => {
    await searchFor("refund");
    await click("button", "Flag source");
    await press("2");
    expect(
      document.querySelector(".hit.on .source-line")?.textContent,
    ).toContain("Flagged: out of date");
  });

  it("stays open when the draft arrives meanwhile, and ends with the ticket", async () => {
    let arrive = (_: unknown) => {};
    const door = createFakeDoor({
      "panel.search": () => ok(FOUND),
      "panel.suggest": () =>
        new Promise((done) => {
          arrive = () => done(ok(suggestion()));
        }),
    });
    await searchFor("refund", door);
    arrive(null);
    await settle();
    expect(marked()).toContain("Delivery");
    await press("Escape", box());
    expect(text()).toContain("Hi Dana,");
    await press("/");
    await closePanel();
    expect(useAgent.getState().searching).toBe(false);
  });

  it("the key that inserts from anywhere brings the draft back first", async () => {
    const door = await searchFor("refund");
    act(() => door.push({ type: "push.command", tabId: 7, command: "insert" }));
    await settle();
    expect(text()).toContain("Hi Dana,");
    expect(door.askedOf("panel.insert")).toHaveLength(1);
  });

  it("asks again when the first try failed", async () => {
    let tries = 0;
    await searchFor(
      "refund",
      createFakeDoor({
        "panel.search": () =>
          ++tries === 1 ? failing("The backend cannot be reached.") : ok(FOUND),
      }),
    );
    expect(text()).toContain("cannot be reached");
    await press("Enter", box());
    expect(text()).toContain("4 passages in force today");
  });

  it("with an empty box asks nothing", async () => {
    const door = await searchFor("  ");
    expect(door.askedOf("panel.search")).toEqual([]);
  });

  it.each([
    ["nothing", [], [], "Nothing in force says this."],
    [
      "nothing at all",
      [],
      ["Include expired"],
      "Nothing says this, in force or expired.",
    ],
    [
      "only what has expired",
      [EXPIRED],
      ["Include expired"],
      "0 in force today, 1 expired",
    ],
    ["one", FOUND.slice(0, 1), [], "1 passage in force today"],
  ])("%s: says so", async (_name, found, presses, words) => {
    await searchFor("x", createFakeDoor({ "panel.search": () => ok(found) }));
    for (const button of presses) await click("button", button);
    expect(text()).toContain(words);
  });
});
