import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";

/** Reads the whole body of a request. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", reject);
    request.on("end", () => {
      const [first = Buffer.alloc(0)] = chunks;
      resolve(chunks.length < 2 ? first : Buffer.concat(chunks));
    });
  });
}

/** Sends an answer of the AWS JSON protocol. */
export function sendJson(response: ServerResponse, status: number, body: string | Buffer, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}
