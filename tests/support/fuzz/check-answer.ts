import * as z from "zod";
import { enteredRequest } from "../../../shared/approvals/contract.ts";
import { commonProblems, problemDocumentSchema } from "../../../shared/http/problems.ts";
import { contentOf, doneStatus, type EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import type { Answer } from "../front-door.ts";
import { shapeOf } from "../ownership.ts";
import type { Written } from "../whole-api.ts";
import type { FuzzedRequest } from "./requests.ts";
import type { Caller } from "./scene.ts";

/** More than any answer to a refused call needs: twenty errors with the longest pointers. */
const longestProblem = 64 * 1024;

/** What is wrong with an answer, for the request and the caller; empty if nothing is. `written` are the changes the engine carried out. */
export function faultsOf(
  endpoint: EndpointDescription,
  { request, mutations }: FuzzedRequest,
  caller: Caller,
  answer: Answer,
  written: readonly Written[],
): string[] {
  const { status, body } = answer;
  const moved = status === 308;
  const accepted = status < 400 && !moved;
  const open =
    endpoint.roles.includes("public") || endpoint.roles.some((role) => role === caller.role || (role === "person" && caller.subject));
  // A reading is recorded before it is known whether the answer is there yet, so that nothing is answered unrecorded.
  const notYet = status === 503 && request.method === "GET";
  const faults: readonly (readonly [string, boolean])[] = [
    // A declared refusal may say that the answer is not there yet.
    ["a fault of ours", status >= 500 && !endpoint.refusals.includes(codeOf(body))],
    ["a refused call has written", !accepted && !(notYet && written.every((each) => isReading(endpoint, each))) && written.length > 0],
    ["a read has written", request.method === "GET" && !written.every((each) => isReading(endpoint, each))],
    ["accepted an unknown member or a forbidden text", accepted && mutations.some((each) => each === "unknown" || each === "forbidden")],
    ["accepted a caller of another role", accepted && !open],
    ["moved to where there is a slash again", moved && !/[^/]$/.test(answer.headers.location ?? "")],
    ...(accepted ? acceptedFaults(endpoint, answer) : moved ? [] : problemFaults(endpoint, answer)),
  ];
  return faults.filter(([, applies]) => applies).map(([fault]) => fault);
}

/** Whether it is the row of a reading, which an operation that asks what another party's data is read for writes before it answers. */
function isReading({ query }: EndpointDescription, { tables }: Written): boolean {
  return "purpose" in shapeOf(query) && tables.every((table) => table === "Readings");
}

function acceptedFaults(endpoint: EndpointDescription, { status, body, headers }: Answer): [string, boolean][] {
  // A call that waits for a second person is answered with the pending request instead.
  const waits = status === 202 && endpoint.secondPerson !== undefined;
  const content = contentOf(endpoint) ?? z.union([z.string(), z.instanceof(Uint8Array)]);
  const expected = waits ? enteredRequest.safeParse(body).success : status === doneStatus(endpoint) && content.safeParse(body).success;
  return [
    ["the response does not match its schema", !expected],
    ["the address of what was created is missing or has a gap", status === 201 && !/^(?:\/[\w.~%-]+)+$/.test(headers.location ?? "")],
  ];
}

/** What is wrong with the answer to a write that was accepted and is sent again with its key: it has the same status, address and bytes. */
export function faultsOfReplay(first: Answer, again: Answer, written: readonly Written[]): string[] {
  const faults: readonly (readonly [string, boolean])[] = [
    [`a replay has other bytes: ${again.text}`, again.text !== first.text],
    ["a replay has another status", again.status !== first.status],
    ["a replay has another address", again.headers.location !== first.headers.location],
    ["a replay has written", written.length > 0],
    ["a replay is not marked as one", again.headers["idempotency-replayed"] !== "true"],
  ];
  return faults.filter(([, applies]) => applies).map(([fault]) => fault);
}

function problemFaults(endpoint: EndpointDescription, { status, body, headers }: Answer): [string, boolean][] {
  const problem = problemDocumentSchema.safeParse(body);
  if (!problem.success) return [["the problem document does not match its schema", true]];
  const { detail, title, ...rest } = problem.data;
  const code = codeOf(body);
  const text = JSON.stringify(body);
  return [
    [`the refusal ${code} is not declared`, !(code in commonProblems) && !endpoint.refusals.includes(code)],
    ["the problem has another status than the answer", rest.status !== status],
    ["the problem does not name its language", !["zh-CN", "en"].includes(headers["content-language"] ?? "")],
    ["the problem's text has a gap", /\{\w+\}/.test(title + detail)],
    [`the problem document is too long: ${text.length}`, text.length > longestProblem],
  ];
}

function codeOf(body: unknown): string {
  return String((body as { readonly type?: unknown } | undefined)?.type).replace("/problems/", "");
}
