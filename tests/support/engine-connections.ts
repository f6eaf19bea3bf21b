import { connect } from "node:net";
import { required } from "../../shared/kernel/invariant.ts";

/** What the client library asks to be sent. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}
interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
type Settled = (reply: Reply | Error) => void;
type Connection = ReturnType<typeof openConnection>;

/**
 * Sends requests to an engine on loopback over connections that carry one at a time. Node's HTTP client, with its timers, streams and agents,
 * takes twice as much processor time as everything else that a request of a test needs.
 */
export function engineConnections(endpoint: string) {
  const { host, hostname, port } = new URL(endpoint);
  const idle = new Set<Connection>();
  return {
    async handle({ method, path, headers, body = "" }: Asked): Promise<{ readonly response: Reply }> {
      const bytes = typeof body === "string" ? Buffer.from(body) : body;
      const lines = Object.entries({ ...headers, host, "content-length": bytes.length }).map(([name, value]) => `${name}: ${value}\r\n`);
      const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
      const [connection = openConnection(hostname, Number(port), idle)] = idle;
      return { response: await connection.ask(Buffer.concat([head, bytes])) };
    },
    destroy() {
      for (const { end } of idle) end();
    },
  };
}

function openConnection(host: string, port: number, idle: Set<unknown>) {
  const socket = connect({ host, port, noDelay: true });
  let waiting: Settled | undefined;
  let received: Buffer = Buffer.alloc(0);
  let failure: Error | undefined;
  const settle: Settled = (reply) => {
    const settled = waiting;
    waiting = undefined;
    settled?.(reply);
  };
  const connection = {
    ask: (request: Buffer) =>
      new Promise<Reply>((resolve, reject) => {
        idle.delete(connection);
        waiting = (reply) => (reply instanceof Error ? reject(reply) : resolve(reply));
        socket.ref();
        socket.write(request);
      }),
    end: () => void socket.destroy(),
  };
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = replyIn(received);
    if (!reply) return;
    received = Buffer.alloc(0);
    // As long as nothing is asked, the connection keeps no process alive.
    socket.unref();
    idle.add(connection);
    settle(reply);
  });
  socket.on("error", (error) => {
    failure = error;
  });
  socket.on("close", () => {
    idle.delete(connection);
    // The client library tries again by this code.
    settle(failure ?? Object.assign(new Error("the engine closed the connection"), { code: "ECONNRESET" }));
  });
  return connection;
}

/** The reply that has arrived in whole; the engine states the length of each. */
function replyIn(received: Buffer): Reply | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [status = "", ...lines] = received.toString("latin1", 0, end).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = received.subarray(end + 4);
  if (body.length < Number(required(headers["content-length"], "length of a reply"))) return undefined;
  return { statusCode: Number(status.split(" ")[1]), headers, body };
}
