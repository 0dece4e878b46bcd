/** jsdom ships no types; the tests use this much of it. */
declare module "jsdom" {
  export class JSDOM {
    constructor(
      html: string,
      options?: { url?: string; runScripts?: "outside-only" },
    );
    readonly window: Window & typeof globalThis;
  }
}
