import type { CDPSession } from "playwright-core";

/** How long the script in the helpdesk's page held it up in one task, at most, in ms. */
export interface LongestTask {
  /** Of the processor: what the machine does beside it does not count. */
  cpuMs: number;
  /** On the clock: what the agent waits, other programs' turns included. */
  wallMs: number;
}

/** What the scripts are called in the built extension. */
const OURS = /^chrome-extension:\/\/[^/]+\/(?:zendesk|intercom)\.[^/]+\.js$/;
const CATEGORIES = [
  "toplevel",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "v8",
];

/** As Chromium's tracing tells it; times in µs, `tdur` of the thread's processor time. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { url?: string } };
}

/**
 * The longest task while something is done: in each task of the page's thread, the calls into our script with all that
 * they cause (styles and layout that our reading forces, garbage collected meanwhile).
 */
export async function longestTaskDuring(
  cdp: CDPSession,
  act: () => Promise<unknown>,
): Promise<LongestTask> {
  const events: TraceEvent[] = [];
  const take = ({ value }: { value: unknown[] }) =>
    void events.push(...(value as TraceEvent[]));
  cdp.on("Tracing.dataCollected", take);
  await cdp.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES },
  });
  await act();
  const complete = new Promise((done) =>
    cdp.once("Tracing.tracingComplete", done),
  );
  await cdp.send("Tracing.end");
  await complete;
  cdp.off("Tracing.dataCollected", take);
  return longestOf(events);
}

function longestOf(events: TraceEvent[]): LongestTask {
  const whole = events.filter(({ ph }) => ph === "X");
  const isIn = (inner: TraceEvent, outer: TraceEvent) =>
    inner !== outer &&
    inner.pid === outer.pid &&
    inner.tid === outer.tid &&
    inner.ts >= outer.ts &&
    inner.ts + (inner.dur ?? 0) <= outer.ts + (outer.dur ?? 0);
  const calls = whole.filter(
    ({ name, args }) =>
      /^(?:FunctionCall|EvaluateScript)$/.test(name) &&
      OURS.test(args?.data?.url ?? ""),
  );
  const outer = calls.filter((call) => !calls.some((one) => isIn(call, one)));
  if (outer.length === 0) throw new Error("Our script ran in no task.");
  const longest = { cpuMs: 0, wallMs: 0 };
  for (const task of whole.filter(({ name }) => name.endsWith("RunTask"))) {
    const ours = outer.filter((call) => isIn(call, task));
    const sum = (key: "dur" | "tdur") =>
      ours.reduce((us, call) => us + (call[key] ?? 0), 0) / 1000;
    longest.cpuMs = Math.max(longest.cpuMs, sum("tdur"));
    longest.wallMs = Math.max(longest.wallMs, sum("dur"));
  }
  const rounded = (ms: number) => Math.round(ms * 10) / 10;
  return { cpuMs: rounded(longest.cpuMs), wallMs: rounded(longest.wallMs) };
}
