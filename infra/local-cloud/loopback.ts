import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Whether a request names this machine as its host. A web page can have its own name resolve to this machine and then read the answers as its
 * own (DNS rebinding), but its requests carry that name.
 */
export function isForThisMachine({ headers, socket }: IncomingMessage): boolean {
  const { localPort } = socket;
  return headers.host === `127.0.0.1:${localPort}` || headers.host === `localhost:${localPort}`;
}

/** Answers a request for another host. */
export function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify({ message: "Misdirected Request: this is the local cloud of 127.0.0.1" }));
}
