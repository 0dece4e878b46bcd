import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { send } from "./answer.ts";

/** Resolves to the port. Loopback only: the control endpoints have no lock of their own. */
export function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export function sendAsset(
  response: ServerResponse,
  type: string,
  body: Buffer,
): void {
  send(response, {
    status: 200,
    type,
    body,
    headers: { "cache-control": "no-store" },
  });
}
