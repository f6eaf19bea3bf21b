import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { parseJson } from "../values.ts";

/** An engine's answer, whole. */
interface EngineReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A connection pool to one engine. */
export interface EngineClient {
  /**
   * Sends one request of the AWS JSON protocol and reads the whole answer. Waits while nothing listens, as when the engine is started again;
   * rejects when the connection breaks, for then the engine may have done what was asked.
   */
  post(target: string, body: string | Buffer): Promise<EngineReply>;
  /** `post` with a parsed answer, for the gateway's own requests. */
  call(target: string, body: object): Promise<{ readonly status: number; readonly body: unknown }>;
  readonly agent: Agent;
  readonly endpoint: URL;
  close(): void;
}

/** How long to wait for an engine that does not listen, and between looks, in milliseconds. */
const patience = 15_000;
const lookEvery = 20;

/**
 * Connects to the engine at `endpoint` (`http://127.0.0.1:port`). Engines do not check signatures, but expect the headers of a signed
 * request.
 */
export function engineClient(endpoint: string, region: string): EngineClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: "lifo" });
  const address = new URL(endpoint);
  let closed = false;
  async function post(target: string, body: string | Buffer): Promise<EngineReply> {
    for (const deadline = performance.now() + patience; ; ) {
      try {
        return await postOnce(target, body);
      } catch (error) {
        if (!isNobodyThere(error) || closed || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, lookEvery));
      }
    }
  }
  const postOnce = (target: string, body: string | Buffer): Promise<EngineReply> =>
    new Promise((resolve, reject) => {
      const service = target.startsWith("AmazonSQS") ? "sqs" : "dynamodb";
      const headers: OutgoingHttpHeaders = {
        "content-type": "application/x-amz-json-1.0",
        "content-length": Buffer.byteLength(body),
        "x-amz-target": target,
        "x-amz-date": "20260101T000000Z",
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      };
      const outgoing = request({ agent, host: address.hostname, port: address.port, path: "/", method: "POST", headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          const [first = Buffer.alloc(0)] = chunks;
          resolve({
            status: incoming.statusCode ?? 500,
            headers: incoming.headers,
            body: chunks.length < 2 ? first : Buffer.concat(chunks),
          });
        });
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  return {
    post,
    call: async (target, body) => {
      const reply = await post(target, JSON.stringify(body));
      return { status: reply.status, body: parseJson(reply.body.toString("utf8")) };
    },
    agent,
    endpoint: address,
    close: () => {
      closed = true;
      agent.destroy();
    },
  };
}

/** Whether a request reached nobody. */
function isNobodyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
}
