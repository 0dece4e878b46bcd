import { JSDOM } from "jsdom";
import { vi } from "vitest";

/** jsdom has no clipboard; this much of one carries a synthetic paste. */
export function stubClipboard(): void {
  vi.stubGlobal("DataTransfer", HeldData);
  vi.stubGlobal("ClipboardEvent", Paste);
}

class HeldData {
  readonly #held = new Map<string, string>();
  setData(type: string, data: string) {
    this.#held.set(type, data);
  }
  getData(type: string) {
    return this.#held.get(type) ?? "";
  }
}

const { window } = new JSDOM("");
class Paste extends window.Event {
  readonly clipboardData: unknown;
  constructor(type: string, init: EventInit & { clipboardData: unknown }) {
    super(type, init);
    this.clipboardData = init.clipboardData;
  }
}
