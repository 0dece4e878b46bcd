/** One event of a server-sent stream. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** An event larger than this is no suggestion; a stream without an end must not fill the worker. */
const MAX_EVENT_CHARACTERS = 4_000_000;

/**
 * Read `text/event-stream`. `EventSource` can neither POST nor send a token, so the few rules of the format that a
 * server uses are here: fields by line, an empty line ends the event, comments begin with a colon.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<ServerEvent> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // An event that the end of the stream cuts short is dropped, as the format asks.
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      if (rest.length > MAX_EVENT_CHARACTERS)
        throw new RangeError("event too large");
      // A carriage return at the very end may be the first half of a line break.
      const parts = rest.split(/\r\n\r\n|\n\n|\r\r(?!\n)/);
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const event = parseEvent(part);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parseEvent(text: string): ServerEvent | null {
  let event = "message";
  const data: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") event = value;
    else if (field === "data") data.push(value);
  }
  return data.length > 0 ? { event, data: data.join("\n") } : null;
}
