import type { Helpdesk } from "../../../src/domain/ticket.ts";
import { plainText, sameWords } from "../../../src/adapters/plain-text.ts";
import type { Mutation } from "../../adapters/drift/mutation.ts";
import { mutationsOf } from "../../adapters/drift/mutations.ts";
import { driftPageOf, type DriftPage } from "../../adapters/drift/parts.ts";
import type { Truth } from "../../adapters/drift/verdict.ts";
import { randomFrom } from "../random.ts";

/** Bundled into the look-alike page, which it changes as the drift suite changes its own, and watches. */

export interface Named {
  kind: Mutation["kind"];
  name: string;
  settles: boolean;
}
export interface Landed {
  wrongInserts: string[];
  lostTexts: string[];
}

let drift: DriftPage | null = null;
let all: Mutation[] = [];
let others: { element: Element; text: string }[] = [];
const wrongInserts: string[] = [];

const api = {
  /** `truth`: what the unchanged page was read as. Answers every way in which this page can change. */
  start(helpdesk: Helpdesk, truth: Truth): Named[] {
    const page = driftPageOf(helpdesk, document, truth);
    // A real editor takes words through its own model, and throws out what others write into its element.
    page.type = (text) => typeInto(helpdesk, truth, text);
    drift = page;
    all = mutationsOf(page);
    document.addEventListener("paste", (event) => notePaste(event, page), {
      capture: true,
    });
    return all.map(({ kind, name, settle }) => ({
      kind,
      name,
      settles: settle !== undefined,
    }));
  },
  apply(index: number, seed: number): void {
    if (drift) all[index]?.apply(drift, randomFrom(seed));
  },
  /**
   * What the composers hold before Heed does anything. A real editor may have thrown out words whose element was taken
   * from it: those are not Heed's to keep.
   */
  held(): string[] {
    const held = [...(drift?.composers ?? [])]
      .filter((it) => it.isConnected)
      .map((it) => plainText(it));
    if (drift)
      drift.kept = drift.kept.filter((text) =>
        held.some((all) => sameWords(all).includes(sameWords(text))),
      );
    return held;
  },
  settle(index: number): void {
    if (drift) all[index]?.settle?.(drift);
  },
  /** Right before a text is inserted; what happens meanwhile happens once the caret was placed, before the paste. */
  arm(index: number): void {
    const page = drift;
    if (!page) return;
    others = [...document.querySelectorAll("[contenteditable]")]
      .filter((element) => !page.composers.has(element))
      .map((element) => ({ element, text: plainText(element) }));
    const { during } = all[index] ?? {};
    if (during)
      document.addEventListener("selectionchange", () => during(page), {
        once: true,
      });
  },
  landed(): Landed {
    const composed = [...(drift?.composers ?? [])].map((it) =>
      sameWords(plainText(it)),
    );
    return {
      wrongInserts,
      lostTexts: [
        ...(drift?.kept ?? []).filter(
          (text) => !composed.some((words) => words.includes(sameWords(text))),
        ),
        ...others
          .filter(({ element, text }) => plainText(element) !== text)
          .map(({ text }) => text),
      ],
    };
  },
};

function typeInto(helpdesk: Helpdesk, truth: Truth, text: string): void {
  const id = Number(truth.state.ticket?.ticketId);
  const { __sandbox: it } = window as unknown as {
    __sandbox: {
      editors?: { get(id: number): Editor };
      type(id: number, text: string): void;
    };
  };
  if (helpdesk === "intercom") return it.type(id, text);
  const model = it.editors?.get(id).model;
  model?.change((writer) =>
    writer.insertText(
      text,
      model.createPositionAt(model.document.getRoot().getChild(0), "end"),
    ),
  );
}

interface Editor {
  model: {
    document: { getRoot(): { getChild(index: number): unknown } };
    createPositionAt(where: unknown, at: "end"): unknown;
    change(
      run: (writer: { insertText(text: string, at: unknown): void }) => void,
    ): void;
  };
}

function notePaste(event: Event, page: DriftPage): void {
  const target = event.target as Element; // a paste has one
  const element = target.closest("[contenteditable]");
  if (!element || page.isClosed || !page.composers.has(element))
    wrongInserts.push(target.outerHTML.slice(0, 200));
}

export type DriftHandle = typeof api;
Object.assign(window, { __drift: api });
