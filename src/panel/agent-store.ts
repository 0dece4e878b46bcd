import { create } from "zustand";
import type { SourceFlag } from "../domain/remarks.ts";

/** What the agent is doing in the panel. Nothing here comes from the worker, and nothing here outlives the panel. */

export type Sheet =
  | null
  | { kind: "reject" }
  | { kind: "regenerate" }
  | { kind: "keys" }
  | { kind: "flag"; target: FlagTarget }
  /** An edit that was sent: what was it about? */
  | { kind: "edit"; suggestionId: string }
  /** The composer has text: after it, or in its place? */
  | { kind: "composer"; part: Part; composerText: string };
/** What a flag is about: a passage, or that there is none. */
export type FlagTarget = Pick<
  SourceFlag,
  "sourceId" | "documentId" | "title" | "owner"
>;
/** `handoff`: the summary as a note, where nothing was drafted. */
export type Part = "reply" | "brief" | "acknowledgement" | "handoff";
export type Menu = null | "topic" | "more";
/** The agent's own search: what stands in the box, what was asked with it, which hit is marked. */
export interface Search {
  query: string;
  includesExpired: boolean;
  /** null: nothing yet. */
  asked: { query: string; expired: boolean } | null;
  at: number;
}
export type Row =
  "sources" | "summary" | "fields" | "steps" | "acknowledgement" | "similar";

interface AgentState {
  openRows: Row[];
  /** Ids of open sources, the last opened at the end. */
  openSources: string[];
  /** Ids of the sources of the sentence or row that is pointed at. null: nothing is. */
  pointed: string[] | null;
  /** Findings that were ticked, by suggestion id. */
  ticks: Record<string, string[]>;
  sheet: Sheet;
  menu: Menu;
  /** The reply is being edited in the panel. */
  editing: boolean;
  searching: boolean;
  search: Search;
  /** One line in the foot's place that says what did not work. */
  notice: string | null;
  /** What was copied a moment ago, so that its button can say so. */
  copied: string | null;
  /** Said aloud once to those who do not see it. */
  heard: string | null;
  /** What the panel as a whole shows now, for those who do not see it. `count` grows with each that is said. */
  announced: { text: string; count: number };
  /** The agent's own choice of topic, by ticket and message. */
  topics: Record<string, string>;
  singleKeys: boolean;

  toggleRow: (row: Row) => void;
  toggleSource: (sourceId: string) => void;
  showSource: (sourceId: string) => void;
  point: (sourceIds: string[] | null) => void;
  tick: (suggestionId: string, key: string, on: boolean) => void;
  setSheet: (sheet: Sheet) => void;
  setMenu: (menu: Menu) => void;
  setEditing: (editing: boolean) => void;
  /** Begins with an empty box, or ends. */
  setSearching: (searching: boolean) => void;
  changeSearch: (change: Partial<Search>) => void;
  setNotice: (notice: string | null) => void;
  setCopied: (copied: string) => void;
  setHeard: (heard: string) => void;
  announce: (text: string) => void;
  chooseTopic: (key: string, intentId: string) => void;
  setSingleKeys: (on: boolean) => void;
  /** Another suggestion is on the page: what was open for the last one closes. A search is about none of them. */
  begin: () => void;
}

/** A habit of this browser's user, not of the team: it stays here, and only this outlives the panel. */
const SINGLE_KEYS = "heed.single-keys";
const COPIED_MS = 2000;

const NOT_ASKED: Search = {
  query: "",
  includesExpired: false,
  asked: null,
  at: 0,
};

const closed = {
  openSources: [],
  pointed: null,
  sheet: null,
  menu: null,
  editing: false,
  notice: null,
  copied: null,
  heard: null,
} satisfies Partial<AgentState>;

export const useAgent = create<AgentState>()((set) => ({
  ...closed,
  searching: false,
  search: NOT_ASKED,
  openRows: [],
  ticks: {},
  announced: { text: "", count: 0 },
  topics: {},
  singleKeys: readSingleKeys(),

  toggleRow: (row) =>
    set(({ openRows }) => ({ openRows: toggled(openRows, row) })),
  toggleSource: (sourceId) =>
    set(({ openSources }) => ({ openSources: toggled(openSources, sourceId) })),
  showSource: (sourceId) =>
    set(({ openSources }) => ({
      openSources: [...openSources.filter((id) => id !== sourceId), sourceId],
    })),
  point: (pointed) => set({ pointed }),
  tick: (suggestionId, key, on) =>
    set(({ ticks }) => {
      const others = (ticks[suggestionId] ?? []).filter((it) => it !== key);
      return {
        ticks: { ...ticks, [suggestionId]: on ? [...others, key] : others },
      };
    }),
  setSheet: (sheet) => set({ sheet, menu: null, notice: null }),
  setMenu: (menu) => set({ menu }),
  setEditing: (editing) => set({ editing }),
  setSearching: (searching) =>
    set({ searching, search: NOT_ASKED, menu: null, editing: false }),
  changeSearch: (change) =>
    set(({ search }) => ({ search: { ...search, ...change } })),
  setNotice: (notice) => set({ notice }),
  setCopied: (copied) => {
    set({ copied });
    setTimeout(
      () => set((now) => (now.copied === copied ? { copied: null } : {})),
      COPIED_MS,
    );
  },
  setHeard: (heard) => set({ heard }),
  announce: (text) =>
    set(({ announced }) => ({
      announced: { text, count: announced.count + (text === "" ? 0 : 1) },
    })),
  chooseTopic: (key, intentId) =>
    set(({ topics }) => ({
      topics: { ...topics, [key]: intentId },
      menu: null,
    })),
  setSingleKeys: (singleKeys) => {
    localStorage.setItem(SINGLE_KEYS, singleKeys ? "on" : "off");
    set({ singleKeys });
  },
  begin: () =>
    set(({ sheet }) => ({
      ...closed,
      // The list of keys is about none of them: whoever asked for it during the wait reads on.
      sheet: sheet?.kind === "keys" ? sheet : null,
    })),
}));

/** The sources to light: what is pointed at, else what was opened last. */
export function litSources(
  state: Pick<AgentState, "pointed" | "openSources">,
): string[] {
  return state.pointed ?? state.openSources.slice(-1);
}

/** Empty for every suggestion without ticks, and always the same array, so that nothing renders for it. */
const NO_TICKS: string[] = [];
export function useTicks(suggestionId: string): string[] {
  return useAgent((state) => state.ticks[suggestionId] ?? NO_TICKS);
}

function readSingleKeys(): boolean {
  return globalThis.localStorage?.getItem(SINGLE_KEYS) !== "off";
}

function toggled<T>(list: T[], item: T): T[] {
  return list.includes(item)
    ? list.filter((it) => it !== item)
    : [...list, item];
}
