import type { ServerResponse } from "node:http";

/** Pages that listen for changes. One stream a page; they end with the server. */
export class PageStreams {
  readonly #open = new Set<ServerResponse>();

  add(response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    response.write(":ok\n\n");
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
  }

  tell(event: unknown): void {
    for (const response of this.#open)
      response.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  close(): void {
    for (const response of this.#open) response.end();
  }
}
