/** What a page that has taken the content script over could say to the worker, in its name. */
export interface HostileSending {
  commands: object[];
  ref: { helpdesk: string; accountKey: string; ticketId: string };
  count: number;
  seed: number;
}

/** Answers that are not silence, each kind with how often it came. */
export type Heard = Record<string, number>;

/**
 * Runs in the content script's world, so it carries all it needs: commands as they are and with one thing changed,
 * reports right and wrong, and values that are no messages.
 */
export async function sendHostile({
  commands,
  ref,
  count,
  seed,
}: HostileSending): Promise<Heard> {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(all: readonly T[]): T =>
    all[Math.floor(random() * all.length)] as T; // inside the list
  const REPORTS = [
    "page.state",
    "page.health",
    "page.conversation-changed",
    "page.send-pressed",
    "page.pasted",
    "page.insert",
    "page.get",
    "push.view",
    "push.command",
    "__proto__",
  ];
  const STRANGE: unknown[] = [
    null,
    0,
    -1,
    1e308,
    "",
    "x",
    "x".repeat(20_000),
    "\uD800\u0000\u202E",
    true,
    [],
    {},
    [[[[[]]]]],
    { toString: null, then: 1, length: -1 },
    JSON.parse('{"__proto__":{"ok":true},"constructor":{"prototype":{}}}'),
    "2026-11-24T08:00:00.000Z",
    "<img src=x onerror=alert(1)>",
  ];
  const ticket = () =>
    pick<unknown>([
      ref,
      ref,
      { ...ref, ticketId: "2" },
      { ...ref, ticketId: pick(["-1", "1e9", "../1", "1/../2", "999999"]) },
      { ...ref, accountKey: "other" },
      { ...ref, helpdesk: "intercom" },
      pick(STRANGE),
    ]);
  const composer = () =>
    pick<unknown>([
      null,
      {
        ticketId: pick(["1", "2", ""]),
        present: pick([true, false]),
        mode: pick(["public", "internal", "unknown", "x"]),
        text: pick(["", "Forged.", "y".repeat(20_000)]),
      },
      pick(STRANGE),
    ]);
  const report = () => ({
    type: pick(REPORTS),
    ticket: ticket(),
    state: pick<unknown>([
      { ticket: ticket(), composer: composer() },
      pick(STRANGE),
    ]),
    health: pick<unknown>([
      {
        state: pick(["ok", "partial", "broken", "x"]),
        missing: pick<unknown>([[], ["reply box"], pick(STRANGE)]),
        mayInsert: pick([true, false]),
        mayNotice: pick([true, false]),
        routes: pick<unknown>([{}, { "zendesk.composer": 2 }, pick(STRANGE)]),
      },
      pick(STRANGE),
    ]),
    selectors: pick(["built_in", "pack", "x"]),
    packVersion: pick([null, "forged", "z".repeat(200)]),
    mode: pick(["public", "internal", "unknown", "x"]),
    text: pick<unknown>(["Forged.", pick(STRANGE)]),
    at: pick<unknown>(["2026-11-24T08:00:00.000Z", pick(STRANGE)]),
  });
  const changed = () => {
    const command = { ...pick(commands) } as Record<string, unknown>;
    const key = pick(Object.keys(command));
    if (random() < 0.3) delete command[key];
    else command[key] = pick(STRANGE);
    return command;
  };
  const message = () => {
    const draw = random();
    if (draw < 0.4) return report();
    if (draw < 0.6) return pick(commands);
    if (draw < 0.7) return { ...report(), ...pick(commands) };
    return draw < 0.9 ? changed() : pick(STRANGE);
  };
  const heard: Heard = {};
  const send = (one: unknown) =>
    chrome.runtime.sendMessage(one).then(
      (answer: unknown) => {
        if (answer === undefined) return;
        const said = JSON.stringify(answer);
        heard[said] = (heard[said] ?? 0) + 1;
      },
      () => undefined, // nobody listened
    );
  for (let sent = 0; sent < count; sent += 100)
    await Promise.all(
      Array.from({ length: Math.min(100, count - sent) }, () =>
        send(message()),
      ),
    );
  return heard;
}
