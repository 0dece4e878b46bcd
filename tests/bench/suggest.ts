import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { loadavg } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { redeemPairingCode } from "../../backend/auth/pairing.ts";
import { honestAnswer } from "../../backend/evals/scripted-chat.ts";
import { readPack } from "../../backend/packs/read-pack.ts";
import {
  startScriptedModel,
  type Behaviour,
} from "../backend/engines/scripted-model.ts";
import { startBackend } from "../e2e/backend.ts";
import { showTicket } from "../e2e/helpdesk-page.ts";
import { waitForAnswer } from "../e2e/panel-page.ts";
import { startStack } from "../e2e/stack.ts";
import { readTickets } from "../sandbox/tickets.ts";
import { exampleTicket } from "../backend/examples.ts";

/**
 * `heed bench suggest`: what stands between a model's first sentence and the agent. The model is a script behind a real
 * socket that writes a sentence at a time and notes when; the backend, the SDK, the database and (for the panel) the
 * built extension in Chromium are real. All clocks are this machine's. Prints JSON.
 */
const ROOT = join(import.meta.dirname, "../..");
const AT_ONCE = 100;
const SINGLE = 30;
const CANCELS = 30;
const PANELS = 12;
const DAY_MS = 24 * 60 * 60 * 1000;

const loadBefore = loadavg()[0];
const reading = readPack(join(ROOT, "assets/sample-pack"));
if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
const { pack } = reading;

/** When the model had written its first sentence, by the mark that stands in the customer's words. */
const written = new Map<string, number>();
const paced: Behaviour = async ({ body, begin, write, finish, pause }) => {
  const whole = honestAnswer(body.messages);
  const mark = /BENCH-\w+/.exec(body.messages[1]?.content ?? "")?.[0] ?? "";
  begin();
  let at = 0;
  while (at < whole.length) {
    const end = whole.indexOf("}", at) + 1 || whole.length;
    write(whole.slice(at, end));
    if (at === 0) written.set(mark, Date.now());
    at = end;
    await pause(50);
  }
  finish();
};

const model = await startScriptedModel(paced);
const env = {
  HEED_LLM_BASE_URL: model.baseUrl,
  HEED_LLM_MODEL: "scripted",
};
try {
  const backendFigures = await ofBackend();
  const panel = await ofPanel();
  console.log(
    JSON.stringify({
      suite: "suggest",
      firstSentenceMs: {
        oneAtATime: figures(backendFigures.single),
        hundredAtOnce: figures(backendFigures.many),
        inThePanel: figures(panel),
        budget: 150,
      },
      hundredAtOnce: backendFigures.outcome,
      cancelToSocketClosedMs: {
        ...figures(backendFigures.cancels),
        budget: 100,
      },
      load: { before: loadBefore, after: loadavg()[0] },
    }),
  );
} finally {
  await model.close();
}

/** From the model's first sentence to the first guarded one at a client of the backend. */
async function ofBackend() {
  const backend = await startBackend(pack, env);
  try {
    const pairing = await redeemPairingCode(
      backend.database,
      await backend.pairingCode(),
      "bench",
      new Date(),
      DAY_MS,
    );
    const ask = (mark: string) =>
      stream(backend.address, pairing?.token ?? "", mark);
    await ask("BENCH-warm").whole;

    const single: number[] = [];
    for (let n = 0; n < SINGLE; n++) {
      const answer = await ask(`BENCH-one${n}`).whole;
      single.push(answer.firstAt - (written.get(answer.mark) ?? NaN));
    }
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) => ask(`BENCH-many${n}`).whole),
    );
    const cancels: number[] = [];
    for (let n = 0; n < CANCELS; n++) {
      const answer = ask(`BENCH-cancel${n}`);
      await answer.first;
      const hungUp = model.nextHangUp();
      const at = performance.now();
      answer.hangUp();
      cancels.push((await hungUp) - at);
    }
    return {
      single,
      many: answers.map(
        ({ mark, firstAt }) => firstAt - (written.get(mark) ?? NaN),
      ),
      cancels,
      outcome: {
        asked: AT_ONCE,
        byTheModel: answers.filter(({ last }) => last === "model").length,
        fellBack: answers.filter(({ last }) => last === "fallback").length,
        errors: answers.filter(({ last }) => last === "error").length,
      },
    };
  } finally {
    await backend.close();
  }
}

interface Answered {
  mark: string;
  /** Date.now() at the first guarded sentence. */
  firstAt: number;
  last: "model" | "fallback" | "error";
}

function stream(address: string, token: string, mark: string) {
  const ticket = exampleTicket({ requester: null });
  ticket.messages[0]!.text = `How long does delivery within Germany take? ${mark}`;
  const request = httpRequest(new URL("/v1/suggestions", address), {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    },
  });
  request.on("error", () => {}); // hung up on purpose
  request.end(
    JSON.stringify({
      suggestionId: randomUUID(),
      ticket,
      agentName: null,
      instruction: null,
      intentId: null,
    }),
  );
  let isFirst = () => {};
  const first = new Promise<void>((resolve) => (isFirst = resolve));
  const read = async (): Promise<Answered> => {
    const [response] = await once(request, "response");
    let text = "";
    let firstAt = NaN;
    for await (const part of response) {
      text += String(part);
      if (Number.isNaN(firstAt) && text.includes("event: writing\n")) {
        firstAt = Date.now();
        isFirst();
      }
    }
    const last = text.includes("event: suggestion\n")
      ? text.includes('"fallback":')
        ? "fallback"
        : "model"
      : "error";
    return { mark, firstAt, last };
  };
  const whole = read();
  whole.catch(() => {});
  return { first, whole, hangUp: () => request.destroy() };
}

/** The same in Chromium, up to the panel's first frame that holds it. */
async function ofPanel(): Promise<number[]> {
  const tickets = readTickets(
    join(ROOT, "assets/sample-tickets/tickets.jsonl"),
  );
  const stack = await startStack({ tickets, pack, env });
  const took: number[] = [];
  try {
    for (const { id } of tickets) {
      if (took.length === PANELS) break;
      written.clear();
      const drawn = stack.panel.evaluate(
        (number) =>
          new Promise<number | null>((resolve) => {
            const giveUp = setTimeout(() => resolve(null), 8000);
            // No named function: the loader's helper for names is not in the page.
            const observer = new MutationObserver((_records, self) => {
              const isOurs =
                document.querySelector("h1")?.textContent ===
                `Heed, ticket ${number}`;
              const isWriting = document.querySelector(
                "section.draft[aria-busy=true] .s:not(.cur)",
              );
              if (!isOurs || !isWriting) return;
              self.disconnect();
              clearTimeout(giveUp);
              requestAnimationFrame(() => resolve(Date.now()));
            });
            observer.observe(document.body, {
              childList: true,
              subtree: true,
              characterData: true,
            });
          }),
        id,
      );
      await showTicket(stack.helpdesk, id);
      const at = await Promise.race([
        drawn,
        // A brief or an abstention asks no model.
        waitForAnswer(stack.panel, id).then((kind) =>
          kind === "draft" ? drawn : null,
        ),
      ]);
      const from = written.get("");
      if (at !== null && from !== undefined) took.push(at - from);
      // The next ticket's figures must not begin in this one's stream.
      await waitForAnswer(stack.panel, id);
    }
    return took;
  } finally {
    await stack.close();
  }
}

function figures(ms: number[]) {
  const sorted = ms.toSorted((a, b) => a - b).map((it) => Math.round(it));
  return {
    n: sorted.length,
    median: sorted[Math.floor(sorted.length / 2)] ?? null,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? null,
    longest: sorted.at(-1) ?? null,
  };
}
