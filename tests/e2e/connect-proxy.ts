import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

export interface ConnectProxy {
  port: number;
  /** Hosts that were asked for and not given: what a browser wants of the world by itself. */
  refused: Set<string>;
  close(): Promise<void>;
}

/**
 * An HTTPS proxy on loopback that leads the hosts it knows to ports of this computer and refuses all others. Firefox
 * has no switch like Chrome's `--host-resolver-rules`; through this its real match patterns are met all the same.
 */
export async function startConnectProxy(
  portOf: (host: string) => number | null,
): Promise<ConnectProxy> {
  const refused = new Set<string>();
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => {
    response.writeHead(403).end();
  });
  server.on("connect", (request, socket: Socket) => {
    const host = (request.url ?? "").split(":")[0] ?? "";
    const port = portOf(host);
    socket.on("error", () => undefined); // the browser went away
    if (port === null) {
      refused.add(host);
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const upstream = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(upstream).pipe(socket);
    });
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on("close", () => {
        sockets.delete(one);
        socket.destroy();
        upstream.destroy();
      });
    }
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  return {
    port: (server.address() as AddressInfo).port,
    refused,
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
