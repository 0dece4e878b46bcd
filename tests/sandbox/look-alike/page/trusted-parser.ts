/**
 * Stands in for `DOMParser` in everything that is bundled into the page. The native one refuses bare strings under
 * Trusted Types, and the editor knows only bare strings; one named policy for the parser leaves every other sink shut.
 * What it parses is an inert document, and the page's CSP runs no inline code that would come out of it.
 */
interface TrustedPolicy {
  createHTML(html: string): string;
}
interface TrustedPolicies {
  createPolicy(
    name: string,
    rules: { createHTML(html: string): string },
  ): TrustedPolicy;
}

const policies = (globalThis as { trustedTypes?: TrustedPolicies })
  .trustedTypes;
const policy = policies?.createPolicy("sandbox-editor", {
  createHTML: (html) => html,
});

export class DOMParser {
  readonly #native = new globalThis.DOMParser();

  parseFromString(html: string, type: DOMParserSupportedType): Document {
    return this.#native.parseFromString(policy?.createHTML(html) ?? html, type);
  }
}
