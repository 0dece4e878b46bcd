import type { FastifyReply } from "fastify";

/** Aborted when whoever asked hangs up before the answer: no model goes on writing for nobody. */
export function untilGone(reply: Pick<FastifyReply, "raw">): AbortSignal {
  const gone = new AbortController();
  reply.raw.on("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
