import { requestOperations } from "./contract.ts";

/** Examples of the four operations on the requests of a function, by the name of its requests. */
export function requestExamples(name: string, requestId: string) {
  const { read, approve, refuse, withdraw } = requestOperations(name);
  const params = { requestId };
  return {
    [read]: { second: { summary: "What a colleague entered", params } },
    [approve]: { second: { summary: "It is done at once", params } },
    [refuse]: { second: { summary: "Nothing is done", params, body: { reason: "the amount is wrong" } } },
    [withdraw]: { entered: { summary: "Nothing is done", params } },
  };
}
