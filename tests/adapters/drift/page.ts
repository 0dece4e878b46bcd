import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import type { Helpdesk } from "../../../src/domain/ticket.ts";
import { driftPageOf, type DriftPage } from "./parts.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures");

/** Pages that Heed reads in full as they stand: an empty composer, one with typed words, and a second ticket behind. */
export const BASES: Record<Helpdesk, string[]> = {
  zendesk: ["plain-ticket", "two-tickets-open"],
  intercom: ["plain-conversation", "typed-reply"],
};

export function driftPage(helpdesk: Helpdesk, base: string): DriftPage {
  const read = (file: string) =>
    readFileSync(join(FIXTURES, helpdesk, base, file), "utf8");
  const { url, ...known } = JSON.parse(read("expected.json"));
  return driftPageFrom(helpdesk, read("page.html"), url, known);
}

export function driftPageFrom(
  helpdesk: Helpdesk,
  html: string,
  url: string,
  known: Pick<DriftPage, "state" | "reading">,
): DriftPage {
  const { window } = new JSDOM(html, { url });
  window.getComputedStyle = inlineStyle;
  return driftPageOf(helpdesk, window.document, known);
}

/** The fixtures style their elements inline alone. jsdom's own answer goes through a style sheet for each element. */
function inlineStyle(element: Element): CSSStyleDeclaration {
  const styled = element.closest<HTMLElement>('[style*="visibility"]');
  // As much as is read of it.
  return {
    visibility: styled?.style.visibility ?? "visible",
    display: (element as HTMLElement).style.display,
  } as CSSStyleDeclaration;
}
