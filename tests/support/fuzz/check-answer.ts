import { enteredRequest } from "../../../shared/approvals/contract.ts";
import { commonProblems, problemDocumentSchema } from "../../../shared/http/problems.ts";
import type { EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import type { Answer } from "../front-door.ts";
import type { FuzzedRequest } from "./requests.ts";
import type { Caller } from "./scene.ts";

/** More than any answer to a refused call needs: twenty errors with the longest pointers. */
const longestProblem = 64 * 1024;

/** What is wrong with an answer, for the request and the caller; empty if nothing is. `written` are the changes the engine carried out. */
export function faultsOf(
  endpoint: EndpointDescription,
  { request, mutations }: FuzzedRequest,
  caller: Caller,
  { status, body }: Answer,
  written: readonly string[],
): string[] {
  const accepted = status < 400;
  const open =
    endpoint.roles.includes("public") || endpoint.roles.some((role) => role === caller.role || (role === "person" && caller.subject));
  const faults: readonly (readonly [string, boolean])[] = [
    // A declared refusal may say that the answer is not there yet.
    ["a fault of ours", status >= 500 && !endpoint.refusals.includes(codeOf(body))],
    ["a refused call has written", !accepted && written.length > 0],
    ["a read has written", request.method === "GET" && written.length > 0],
    ["accepted an unknown member or a forbidden text", accepted && mutations.some((each) => each === "unknown" || each === "forbidden")],
    ["accepted a caller of another role", accepted && !open],
    ...(accepted ? acceptedFaults(endpoint, status, body) : problemFaults(endpoint, status, body)),
  ];
  return faults.filter(([, applies]) => applies).map(([fault]) => fault);
}

function acceptedFaults(endpoint: EndpointDescription, status: number, body: unknown): [string, boolean][] {
  // A call that waits for a second person is answered with the pending request instead.
  const waits = status === 202 && endpoint.secondPerson !== undefined;
  const expected = endpoint.servesFile
    ? typeof body === "string"
    : status === 200
      ? endpoint.response.safeParse(body).success
      : waits && enteredRequest.safeParse(body).success;
  return [["the response does not match its schema", !expected]];
}

function problemFaults(endpoint: EndpointDescription, status: number, body: unknown): [string, boolean][] {
  const problem = problemDocumentSchema.safeParse(body);
  if (!problem.success) return [["the problem document does not match its schema", true]];
  const { detail, title, ...rest } = problem.data;
  const code = codeOf(body);
  const text = JSON.stringify(body);
  return [
    [`the refusal ${code} is not declared`, !(code in commonProblems) && !endpoint.refusals.includes(code)],
    ["the problem has another status than the answer", rest.status !== status],
    ["the problem's text has a gap", /\{\w+\}/.test(title + detail)],
    [`the problem document is too long: ${text.length}`, text.length > longestProblem],
  ];
}

function codeOf(body: unknown): string {
  return String((body as { readonly type?: unknown } | undefined)?.type).replace("/problems/", "");
}
