import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { isForThisMachine, refuseHost } from "./loopback.ts";
import { type Fields, fieldsOf } from "./values.ts";
import { writeWhole } from "./whole-file.ts";

/** What the control endpoint can ask of a local cloud; every answer is JSON. */
export type ControlActions = Readonly<Record<string, (body: Fields) => Promise<unknown>>>;

/** The running control endpoint. */
export interface Control {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the actions as `POST /<name>` on loopback, to callers that present the secret of the state folder. Only the local cloud has it:
 * nothing deployed can move a clock.
 */
export async function startControl(options: {
  readonly port?: number;
  readonly secret: string;
  readonly actions: ControlActions;
}): Promise<Control> {
  const server = createServer((request, response) => {
    if (!isForThisMachine(request)) return void refuseHost(response);
    void answer(request)
      .catch((error: unknown) => ({ status: 400, body: { error: error instanceof Error ? error.message : String(error) } }))
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body ?? {}));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage): Promise<{ readonly status: number; readonly body: unknown }> {
    if (!isSecret(request.headers.authorization, options.secret))
      return { status: 401, body: { error: "the secret of the state folder is needed" } };
    const action = options.actions[(request.url ?? "").slice(1)];
    if (request.method !== "POST" || !action)
      return { status: 404, body: { error: `actions: ${Object.keys(options.actions).join(", ")}` } };
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    return { status: 200, body: await action(text ? fieldsOf(JSON.parse(text)) : {}) };
  }
}

function isSecret(header: string | undefined, secret: string): boolean {
  const given = Buffer.from(header ?? "");
  const wanted = Buffer.from(`Bearer ${secret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The secret of a state folder, in a file that only its owner can read. */
export function controlSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, "utf8");
  const secret = randomBytes(24).toString("base64url");
  writeWhole(file, secret);
  return secret;
}

/** Whether the text of a file is such a secret. */
export function isControlSecret(text: string): boolean {
  return /^[\w-]{32}$/.test(text);
}

/** Asks a running local cloud's control endpoint; throws its message when it refuses. */
export async function askControl(controlUrl: string, secret: string, action: string, body: object = {}): Promise<Fields> {
  const response = await fetch(`${controlUrl}/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = fieldsOf(await response.json());
  if (!response.ok) throw new Error(String(answer.error));
  return answer;
}
