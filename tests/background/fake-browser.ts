interface Script {
  id: string;
  matches: string[];
  js: string[];
}

/** As much of the browser as the worker uses, in memory: storage that stores, and a record of what was asked of tabs. */
export function fakeBrowser() {
  const listeners: ((message: unknown, sender: unknown) => unknown)[] = [];
  const told: { tabId: number; command: { type: string } }[] = [];
  const pushed: unknown[] = [];
  const areas = {
    local: new Map<string, unknown>(),
    session: new Map<string, unknown>(),
  };
  const badges = new Map<number, string>();
  const commands: ((name: string, tab?: object) => void)[] = [];
  const loads: ((tabId: number, change: { status: string }) => void)[] = [];
  let dataCollection: string[] | null = null;
  let answerOf: (command: { type: string; path?: string }) => unknown = () =>
    undefined;
  const denied = new Set<string>();
  const granting: (() => void)[] = [];
  const scripts = new Map<string, Script>();
  const event = () => ({
    addListener: () => undefined,
    removeListener: () => undefined,
  });
  const area = (kept: Map<string, unknown>) => ({
    get: async (key: string | null) =>
      key === null
        ? Object.fromEntries(kept)
        : kept.has(key)
          ? { [key]: structuredClone(kept.get(key)) }
          : {},
    set: async (values: object) =>
      Object.entries(values).forEach(([key, value]) =>
        kept.set(key, structuredClone(value)),
      ),
    remove: async (keys: string | string[]) =>
      [keys].flat().forEach((key) => kept.delete(key)),
    clear: async () => kept.clear(),
  });
  return {
    told,
    pushed,
    areas,
    badges,
    /** What the browser does not allow, as match patterns. */
    denied,
    /** What Firefox says that the agent lets be sent; null: a browser that does not ask. */
    collects: (allowed: string[] | null) => {
      dataCollection = allowed;
    },
    /** The content scripts that were registered at run time. */
    scripts,
    /** The windows whose panel has the keyboard. */
    panelsWithKeyboard: new Set<number>(),
    /** Press one of the keys that work from anywhere. */
    command: (name: string, tab: object) =>
      commands.forEach((listener) => listener(name, tab)),
    /** A tab's page was loaded, or has gone elsewhere by itself. */
    loaded: (tabId: number) =>
      loads.forEach((listener) => listener(tabId, { status: "complete" })),
    /** What the pages answer to the worker's commands. */
    pagesAnswer: (answer: typeof answerOf) => {
      answerOf = answer;
    },
    pageAnswer: () => answerOf,
    /** Deliver a message as the browser would; the worker's answer, or undefined when nobody listens to it. */
    deliver: (message: unknown, sender: unknown) => {
      for (const listener of listeners) {
        const answer = listener(message, sender);
        if (answer !== undefined) return answer as Promise<unknown>;
      }
      return undefined;
    },
    browser: {
      runtime: {
        id: "heed",
        getURL: (path: string) => `chrome-extension://heed/${path}`,
        getManifest: () => ({
          version: "0.1.0",
          content_scripts: [
            {
              matches: ["https://*.zendesk.com/agent/*"],
              js: ["helpdesk.js"],
            },
          ],
        }),
        onMessage: {
          addListener: (listener: (typeof listeners)[number]) =>
            listeners.push(listener),
        },
        onInstalled: event(),
        onStartup: event(),
        sendMessage: async (message: unknown) => void pushed.push(message),
      },
      storage: { local: area(areas.local), session: area(areas.session) },
      permissions: {
        getAll: async () =>
          dataCollection ? { data_collection: dataCollection } : {},
        contains: async ({ origins }: { origins: string[] }) =>
          !origins.some((origin) => denied.has(origin)),
        remove: async ({ origins }: { origins: string[] }) => {
          for (const origin of origins) denied.add(origin);
          granting.forEach((listener) => listener());
          return true;
        },
        onAdded: {
          addListener: (listener: () => void) => granting.push(listener),
        },
        onRemoved: {
          addListener: (listener: () => void) => granting.push(listener),
        },
      },
      scripting: {
        getRegisteredContentScripts: async () => [...scripts.values()],
        registerContentScripts: async (added: Script[]) => {
          for (const script of added) scripts.set(script.id, script);
        },
        unregisterContentScripts: async ({ ids }: { ids: string[] }) =>
          ids.forEach((id) => scripts.delete(id)),
        executeScript: async () => [],
      },
      action: {
        setBadgeText: async (it: { tabId: number; text: string }) =>
          void badges.set(it.tabId, it.text),
      },
      commands: {
        onCommand: {
          addListener: (listener: (typeof commands)[number]) =>
            commands.push(listener),
        },
      },
      alarms: {
        onAlarm: event(),
        get: async () => undefined,
        create: async () => undefined,
      },
      tabs: {
        query: async () => [],
        onRemoved: event(),
        onUpdated: {
          addListener: (listener: (typeof loads)[number]) =>
            loads.push(listener),
        },
        sendMessage: async (tabId: number, command: { type: string }) => {
          told.push({ tabId, command });
          return answerOf(command);
        },
      },
    },
  };
}

export const PANEL_SENDER = {
  id: "heed",
  url: "chrome-extension://heed/sidepanel.html",
};
export const pageSender = (tabId: number, account = "acme") => ({
  id: "heed",
  url: `https://${account}.zendesk.com/agent/tickets/1`,
  frameId: 0,
  tab: { id: tabId },
});
