/**
 * Take the network away from a page of ours. The extension's manifest has to let the worker reach the backend, and
 * its policy is one for all contexts; a stricter one in the page's own head holds for this page alone. What a page
 * wants to know it asks the worker.
 */
export function closeNetwork(page: Document): void {
  const policy = page.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "connect-src 'none'";
  page.head.append(policy);
}
