/** Is anybody looking? Unknown counts as yes. */
export async function isPanelOpen(): Promise<boolean> {
  const { runtime } = globalThis.chrome;
  if (!runtime.getContexts) return true;
  const contexts = await runtime.getContexts({});
  return contexts.some(({ contextType }) =>
    ["SIDE_PANEL", "TAB", "POPUP"].includes(contextType),
  );
}
