import { createServer, request as ask } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export type Fault =
  | "none"
  /** Nothing listens: the connection is refused. */
  | "down"
  /** Accepts, and does not answer. */
  | "silent"
  | "error_500"
  /** The backend speaks a newer contract than the extension. */
  | "newer_contract"
  /** Answers get lost after the backend has done its work. */
  | "lost_answers";

export interface FaultProxy {
  address: string;
  set(fault: Fault): Promise<void>;
  close(): Promise<void>;
}

/** Stands between the extension and the real backend, and fails as networks and backends do. */
export async function startFaultProxy(
  backendAddress: string,
): Promise<FaultProxy> {
  let fault: Fault = "none";
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    if (fault === "silent") return void request.resume();
    if (fault === "error_500") {
      request.resume();
      response.writeHead(500, { "content-type": "application/json" });
      return void response.end(
        JSON.stringify({
          error: { code: "internal", message: "Something broke.", mend: "" },
        }),
      );
    }
    const forwarded = ask(
      new URL(request.url ?? "/", backendAddress),
      { method: request.method, headers: request.headers },
      (answer) => {
        if (fault === "lost_answers") {
          answer.resume();
          answer.on("end", () => response.destroy());
          return;
        }
        const headers = { ...answer.headers };
        if (fault === "newer_contract") headers["x-heed-contract"] = "2";
        response.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(response);
      },
    );
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) =>
      server.listen(port, "127.0.0.1", () => resolve()),
    );
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      sockets.forEach((socket) => socket.destroy());
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    async set(next) {
      if (next === "down" && fault !== "down") await stop();
      if (next !== "down" && fault === "down") await listen(port);
      fault = next;
      // A connection kept from before would not notice.
      sockets.forEach((socket) => socket.destroy());
    },
    close: () => (fault === "down" ? Promise.resolve() : stop()),
  };
}
