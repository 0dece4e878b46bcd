// @vitest-environment jsdom
import { afterEach, describe, expect, it } from "vitest";
import { HIGH, suggestion } from "./canned.ts";
import { createFakeDoor, failing } from "./fake-door.ts";
import {
  all,
  closePanel,
  find,
  press,
  showPanel,
  text,
  type,
} from "./show-panel.tsx";

const ok = <V,>(value: V) => ({ ok: true as const, value });
const found = [...suggestion().sources, ...HIGH.sources];

afterEach(closePanel);

async function searchFor(query: string): Promise<void> {
  await press("/");
  await type(find("textbox", "Search the policies"), query);
  await press("Enter", find("textbox", "Search the policies"));
}

describe("search", () => {
  it("shows what was found with date, owner and whether it is internal, and the draft again with Esc", async () => {
    const door = createFakeDoor({ "panel.search": () => ok(found) });
    await showPanel(door);
    await searchFor("refund");
    expect(door.askedOf("panel.search")).toEqual([
      { type: "panel.search", query: "refund" },
    ]);
    for (const words of [
      "3 passages",
      "since 1 Sept 2026",
      "Mara Voss, Payments",
      "Internal",
    ])
      expect(text()).toContain(words);
    expect(text()).not.toContain("Hi Dana,");
    await press("Escape", find("textbox", "Search the policies"));
    expect(text()).toContain("Hi Dana,");
  });

  it("copies a passage with where it stands, and marks what is internal", async () => {
    const door = createFakeDoor({ "panel.search": () => ok(found) });
    await showPanel(door);
    await searchFor("refund");
    for (const button of all("button", "Copy with citation")) button.click();
    expect(door.copied[0]).toMatch(
      /^Once the parcel .*\n\n\(Returns and refunds, When your refund arrives; since 1 Sept 2026\)$/s,
    );
    expect(door.copied[2]).toMatch(/; Internal\)$/);
  });

  it.each([
    ["nothing", ok([]), "Nothing in force says this."],
    [
      "no answer",
      failing("The backend cannot be reached."),
      "cannot be reached",
    ],
  ])("%s: says so", async (_name, answer, words) => {
    await showPanel(createFakeDoor({ "panel.search": () => answer }));
    await searchFor("refund");
    expect(text()).toContain(words);
  });
});
