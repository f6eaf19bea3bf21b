import { randomUUID } from "node:crypto";
import type { LocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { pathMatcher } from "../../shared/http/path-pattern.ts";
import type { EndpointDescription } from "../../shared/kernel/endpoint.ts";

/** A request by a persona; anonymous without `as`. */
export interface CloudRequest {
  readonly as?: string;
  readonly method: EndpointDescription["method"];
  /** Path with query string. */
  readonly path: string;
  readonly body?: object;
}
/** The answer to a request. */
export interface CloudAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Code of the problem, empty on success. */
  readonly code: string;
}

/** Status of a call that waits for a second person. */
const entered = 202;

/** How an operation ended, by operation id: `success`, or codes of problems. */
export type Ends = ReadonlyMap<string, ReadonlySet<string>>;

/** Personas at the API of a running local cloud. Records the outcomes of each operation. */
export interface CloudClient {
  /** Returns the answer, whatever its status. */
  send(request: CloudRequest): Promise<CloudAnswer>;
  /**
   * Returns the body of an accepted request; throws with the problem of a refused one. What waits for a second person is approved by the
   * persona of that name, `operator-second`, and the body is that of what was approved.
   */
  ask(request: CloudRequest): Promise<CloudAnswer["body"]>;
  /** Sends a request that must be refused with a code, at once or when it is approved; throws if it is not. */
  refused(code: string, request: CloudRequest): Promise<void>;
  readonly ends: Ends;
}

/** Reads what was created at the address of the answer, as whoever created it; throws if that is refused. */
async function mustRead(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const { status } = await fetch(url, { headers: { ...(headers.authorization && { authorization: headers.authorization }) } });
  if (status !== 200) throw new Error(`what was created can't be read at ${url}: ${status}`);
}

/** Creates a client of the API for these endpoints. */
export function cloudClient(cloud: Pick<LocalCloud, "address" | "token">, endpoints: readonly EndpointDescription[]): CloudClient {
  const operationAt = pathMatcher(endpoints);
  const ends = new Map<string, Set<string>>(endpoints.map(({ operationId }) => [operationId, new Set()]));

  async function send({ as, method, path, body }: CloudRequest): Promise<CloudAnswer> {
    const headers: Record<string, string> = { "accept-language": "en", "idempotency-key": randomUUID() };
    if (as) headers.authorization = `Bearer ${await cloud.token(as)}`;
    if (body) headers["content-type"] = "application/json";
    const response = await fetch(`${cloud.address.apiUrl}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const answer = (isJson ? await response.json() : { file: await response.text() }) as Record<string, unknown>;
    const made = response.headers.get("location");
    if (response.status === 201) await mustRead(`${cloud.address.apiUrl}${made}`, headers);
    const code = response.ok ? "" : String(answer.type ?? response.status).replace("/problems/", "");
    const { pathname } = new URL(path, cloud.address.apiUrl);
    // What only waits has not been accepted yet.
    if (response.status !== entered) ends.get(operationAt(method, pathname)?.found.operationId ?? "")?.add(code || "success");
    return { status: response.status, body: answer, code };
  }

  /** Sends a request; what waits is approved by the second person, and counts as accepted then. */
  async function decided(request: CloudRequest): Promise<CloudAnswer> {
    const answer = await send(request);
    if (answer.status !== entered) return answer;
    const { operation, address } = answer.body;
    const approval = await send({ as: `${request.as}-second`, method: "POST", path: `${String(address)}/approval` });
    ends.get(String(operation))?.add(approval.code || "success");
    if (approval.code !== "") return approval;
    return { ...approval, body: approval.body.result as CloudAnswer["body"] };
  }

  return {
    send,
    async ask(request) {
      const { status, body } = await decided(request);
      if (status >= 400) throw new Error(`${request.method} ${request.path} as ${request.as}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    async refused(code, request) {
      const answer = await decided(request);
      if (answer.code !== code)
        throw new Error(`${request.method} ${request.path} as ${request.as}: not ${code}, but ${JSON.stringify(answer)}`);
    },
    ends,
  };
}
