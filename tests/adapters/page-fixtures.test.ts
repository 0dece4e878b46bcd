import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { pageAdapters } from "../../src/adapters/index.ts";
import { atOnce } from "./at-once.ts";

/** A folder per captured page, no code per case. The pages are synthetic. */
const FIXTURES = join(import.meta.dirname, "../fixtures");

describe.each(pageAdapters)("$helpdesk page", (adapter) => {
  const folder = join(FIXTURES, adapter.helpdesk);

  it.each(readdirSync(folder))("reads %s", (name) => {
    const html = readFileSync(join(folder, name, "page.html"), "utf8");
    const { url, state, reading } = JSON.parse(
      readFileSync(join(folder, name, "expected.json"), "utf8"),
    );
    const { window } = new JSDOM(html, { url, runScripts: "outside-only" });
    const at = new URL(url);

    expect(adapter.matches(at)).toBe(true);
    expect(adapter.readState(window.document, at)).toEqual(state);
    expect(
      atOnce(
        adapter.readPage(window.document, state.ticket?.ticketId ?? "48213"),
      ),
    ).toEqual(reading);
    expect(window).not.toHaveProperty("stolen");
  });

  it.each(readdirSync(folder))(
    "reads nothing of another ticket in %s",
    (name) => {
      const html = readFileSync(join(folder, name, "page.html"), "utf8");
      const { url } = JSON.parse(
        readFileSync(join(folder, name, "expected.json"), "utf8"),
      );
      const { window } = new JSDOM(html, { url });
      expect(atOnce(adapter.readPage(window.document, "99999"))).toBeNull();
    },
  );
});
