import { randomUUID } from "node:crypto";
import type { RemoteLocalCloud } from "../local-cloud/remote-local-cloud.ts";
import { type Fields, fieldsOf } from "../local-cloud/values.ts";

/** A request of the demo, made by a persona through the local cloud's HTTP API with a real token. */
export interface DemoRequest {
  readonly as?: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
}
/** The API's answer. */
export interface DemoAnswer {
  readonly status: number;
  readonly body: Fields;
}

/** The demo's client of the local cloud's API. */
export interface Office {
  /** Returns the answer, whatever its status. */
  send(request: DemoRequest): Promise<DemoAnswer>;
  /**
   * Returns the body; throws with the problem document unless the status is 200. What waits for a second person is approved by the persona of
   * that name, `operator-second`, and the body is that of what was approved.
   */
  ask(request: DemoRequest): Promise<Fields>;
  /** Downloads a public file. */
  download(path: string): Promise<Uint8Array>;
}

const waitingAttempts = 40;
/** Status of a call that waits for a second person. */
const waits = 202;

/** The API of a local cloud for personas; tokens are cached and renewed after an hour of the local clock. */
export function openOffice(cloud: () => RemoteLocalCloud): Office {
  const tokens = new Map<string, string>();

  async function tokenOf(persona: string, renew: boolean): Promise<string> {
    const known = renew ? undefined : tokens.get(persona);
    if (known) return known;
    const token = String((await cloud().ask("token", { persona })).token);
    tokens.set(persona, token);
    return token;
  }

  async function once(
    { as, method, path, body, key }: Required<Pick<DemoRequest, "key">> & DemoRequest,
    renew: boolean,
  ): Promise<DemoAnswer> {
    const headers: Record<string, string> = { "accept-language": "en", "idempotency-key": key };
    if (as) headers.authorization = `Bearer ${await tokenOf(as, renew)}`;
    if (body) headers["content-type"] = "application/json";
    const response = await fetch(`${cloud().address.apiUrl}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, body: fieldsOf(await response.json()) };
  }

  async function send(request: DemoRequest): Promise<DemoAnswer> {
    const keyed = { ...request, key: request.key ?? randomUUID() };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(keyed, attempt > 1);
      // A function that runs out of time leaves the answer to the API, which is no problem document: a slow engine is asked again.
      const ranOutOfTime = answer.status === 500 && answer.body.type === undefined && attempt < 3;
      // Renews an expired token; retries a busy store, or engine, with the same key.
      const again = answer.status === 503 || ranOutOfTime || (answer.status === 401 && attempt === 1);
      if (!again || attempt === waitingAttempts) return answer;
    }
  }

  async function approved({ as }: DemoRequest, { body }: DemoAnswer): Promise<DemoAnswer> {
    const answer = await send({ as: `${as}-second`, method: "POST", path: `${String(body.address)}/approval` });
    return answer.status === 200 ? { ...answer, body: fieldsOf(answer.body.result) } : answer;
  }

  return {
    send,
    async ask(request) {
      const answer = await send(request);
      const { status, body } = answer.status === waits ? await approved(request, answer) : answer;
      if (status >= 400) throw new Error(`${request.method} ${request.path}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    async download(path) {
      const response = await fetch(`${cloud().address.apiUrl}${path}`);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
