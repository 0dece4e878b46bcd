import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";
import type { ChatMessage } from "../engines/chat.ts";

/** A Chat Completions server on this machine, so that what is measured goes through the real SDK and a real socket. */
export interface LoopbackModel {
  baseUrl: string;
  close(): Promise<void>;
}

export interface Asked {
  /** The name of the model that was asked for. */
  model: string;
  messages: Pick<ChatMessage, "content">[];
}

const body = z.object({
  model: z.string(),
  messages: z.array(z.object({ content: z.string() })),
});
/** Tokens come in parts; a part may end anywhere, also inside an escape of the JSON. */
const PART_CHARACTERS = 400;

export async function startLoopbackModel(
  answer: (asked: Asked) => string,
): Promise<LoopbackModel> {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => (text += part));
    request.on("end", () => {
      const asked = body.safeParse(jsonOf(text));
      if (!asked.success) {
        response.writeHead(400).end();
        return;
      }
      const said = answer(asked.data);
      response.writeHead(200, { "content-type": "text/event-stream" });
      const send = (delta: object, finish: string | null) =>
        response.write(
          `data: ${JSON.stringify({
            id: "chatcmpl-1",
            object: "chat.completion.chunk",
            created: 0,
            model: asked.data.model,
            choices: [{ index: 0, delta, finish_reason: finish }],
          })}\n\n`,
        );
      for (let at = 0; at < said.length; at += PART_CHARACTERS)
        send({ content: said.slice(at, at + PART_CHARACTERS) }, null);
      send({}, "stop");
      response.end("data: [DONE]\n\n");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
