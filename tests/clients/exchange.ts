import { randomUUID } from "node:crypto";
import createClient from "openapi-fetch";
import type { components, paths } from "./dist/api.ts";

type Schemas = components["schemas"];

/** An exchange that is called over HTTP, and what a test of it does besides. */
export interface Exchange {
  readonly apiUrl: string;
  /** An access token of a person. */
  token(persona: string): Promise<string>;
  /** Time of its clock in epoch milliseconds. */
  now(): number;
  /** Moves its clock and waits until everything that came due is done. */
  moveClock(to: number): Promise<void>;
}

/** What a call of the generated client returns, success or not. */
interface Answer<Data> {
  readonly data?: Data;
  readonly error?: Schemas["ProblemOrMessage"];
  readonly response: Response;
}

/** A client with the types of the description, for a person or for nobody. */
export function clientOf({ apiUrl, token }: Exchange, persona?: string) {
  const client = createClient<paths>({ baseUrl: apiUrl, headers: { "accept-language": "en" } });
  if (persona !== undefined) {
    client.use({
      async onRequest({ request }) {
        request.headers.set("authorization", `Bearer ${await token(persona)}`);
        return request;
      },
    });
  }
  return client;
}
/** A client of the exchange. */
export type Client = ReturnType<typeof clientOf>;

/** A fresh idempotency key, as every write needs it. */
export function key() {
  return { "Idempotency-Key": randomUUID() };
}

/** What was asked for; throws if it was refused or waits for a second person. */
export function done<Data extends object>({ data, error, response }: Answer<Data | Schemas["EnteredRequest"]>): Data {
  if (data === undefined) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
  if (isEntered(data, response)) throw new Error(`${response.url} waits for a second person`);
  return data;
}

/** The request that waits for a second person; throws if there is none. */
export function entered({ data, error, response }: Answer<object>): Schemas["EnteredRequest"] {
  if (data && isEntered(data, response)) return data;
  throw new Error(`${response.url} does not wait for a second person: ${response.status} ${JSON.stringify(error)}`);
}

/** The code of a problem of the product, or the message of the gateway in front of it; throws if the call was not refused. */
export function refusal({ error, response }: Answer<object>): string {
  if (error === undefined) throw new Error(`${response.url} was not refused`);
  return "type" in error ? error.type.replace("/problems/", "") : error.message;
}

function isEntered(_data: object, { status }: Response): _data is Schemas["EnteredRequest"] {
  return status === 202;
}
