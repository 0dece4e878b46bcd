/**
 * As strict as a helpdesk may become; the editors need no exception (they place things through the style object, not
 * through style attributes). Strings become DOM only through the one named policy, which the editor's parser uses,
 * so whatever else runs in the page meets Trusted Types in full.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

/** @param editorPolicy name of the Trusted Types policy that the editor's parser goes through */
export function pageHeaders(editorPolicy: string): Record<string, string> {
  return {
    "content-security-policy": [
      ...PAGE_POLICY,
      `trusted-types ${editorPolicy}`,
    ].join("; "),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=300",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
  };
}
