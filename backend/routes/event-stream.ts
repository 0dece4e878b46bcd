import type { FastifyReply } from "fastify";
import type * as z from "zod";
import type { suggestionEvent } from "../../src/contracts/api.ts";

export type SuggestionEvent = z.input<typeof suggestionEvent>;

export interface EventStream {
  /** Aborted when the client goes away before the end. */
  signal: AbortSignal;
  send(event: SuggestionEvent): void;
  /** The last event, after which the stream is closed. */
  end(event: SuggestionEvent): void;
}

/**
 * Server-sent events, written to the socket by hand: half the time per event of a stream library. The headers and a
 * first event go out at once, and then one at least every `heartbeatMs`: the worker's fetch gives up after 30 s of
 * silence, and proxies sooner.
 */
export function openEventStream(
  reply: FastifyReply,
  heartbeatMs: number,
): EventStream {
  const { raw } = reply;
  const gone = new AbortController();
  const headers = reply.getHeaders();
  reply.hijack();
  raw.writeHead(200, {
    ...(headers as Record<string, string | number | string[]>),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // nginx keeps a stream back until it ends unless told not to.
    "x-accel-buffering": "no",
  });

  let last: SuggestionEvent = { kind: "working", step: "understand" };
  const write = (event: SuggestionEvent) => {
    const { kind, ...rest } = event;
    // After the client has gone, writing is harmless and goes nowhere.
    if (!raw.destroyed)
      raw.write(`event: ${kind}\ndata: ${JSON.stringify(rest)}\n\n`);
  };
  const heartbeat = setInterval(() => write(last), heartbeatMs);
  raw.on("close", () => {
    clearInterval(heartbeat);
    if (!raw.writableFinished) gone.abort();
  });
  write(last);
  return {
    signal: gone.signal,
    send(event) {
      // A sign of life says what is being done; the text so far need not be said again for it.
      if (event.kind === "working") last = event;
      write(event);
    },
    end(event) {
      clearInterval(heartbeat);
      write(event);
      raw.end();
    },
  };
}
