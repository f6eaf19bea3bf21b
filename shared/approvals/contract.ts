import * as z from "zod";
import { type EndpointDescription, endpoint, type Role } from "../kernel/endpoint.ts";
import { factSchema } from "../kernel/fact.ts";
import { bilingualText, field, instantOut } from "../kernel/fields.ts";
import { component, count, id, reasonGiven, sha256Hex, words } from "../kernel/schemas.ts";

/** How a request can end; one that nobody decided in time has lapsed. */
export const requestStates = ["pending", "approved", "refused", "withdrawn", "lapsed"] as const;
const requestState = words("RequestState", requestStates, "State of the request");
/** State of a request. */
export type RequestState = (typeof requestStates)[number];

const named = {
  requestId: z.string().describe("Request that one person entered and another decides"),
  operation: z.string().describe("Operation that was entered, by its `operationId`").meta({ id: "ApprovedOperation" }),
};
const entered = {
  ...named,
  address: z.string().describe("Path of the request: what was entered is read there, and approved or refused below it"),
  enteredBy: z.string().describe("Person (token subject) who entered it"),
  enteredAt: instantOut("When it was entered"),
  endsAt: instantOut("It lapses then unless it was decided"),
};

/** The answer to a call that waits for a second person (202). */
export const enteredRequest = component("EnteredRequest", {
  ...entered,
  others: count.describe("How many other people act for the party"),
  next: bilingualText.describe("What has to happen next; where nobody can approve yet, how to invite somebody"),
});

/** A request in a list. */
export const listedRequest = component("ListedRequest", {
  ...entered,
  state: requestState,
  decidedBy: z.string().optional().describe("Person (token subject) who approved, refused or withdrew it"),
  decidedAt: instantOut("When it was decided").optional(),
  reason: field.reason.optional(),
});

/** A request with exactly what was entered. */
export const approvalRequest = component("ApprovalRequest", {
  ...listedRequest.shape,
  params: z.record(z.string(), z.unknown()).describe("Path parameters as entered"),
  query: z.record(z.string(), z.unknown()).describe("Query as entered"),
  body: z.record(z.string(), z.unknown()).describe("Body as entered"),
  inputHash: sha256Hex.describe("SHA-256 of the canonical JSON of operation, `params`, `query` and `body`: exactly this is approved"),
});

/** An endpoint that can ask for a second person. */
export function asksForSecondPerson({ secondPerson }: Pick<EndpointDescription, "secondPerson">): boolean {
  return secondPerson !== undefined;
}

/** Roles whose calls of an endpoint can wait for a second person. */
function rolesOf({ secondPerson, roles }: EndpointDescription): readonly Role[] {
  const members = roles.filter((role): role is Role => role !== "person" && role !== "public");
  return secondPerson?.choice || secondPerson?.whereChosen ? members : members.filter((role) => secondPerson?.always?.includes(role));
}

/** Names of the four operations on the requests of a function, by the name of its requests. */
export function requestOperations(name: string) {
  return {
    read: `read${name}Request`,
    approve: `approve${name}Request`,
    refuse: `refuse${name}Request`,
    withdraw: `withdraw${name}Request`,
  } as const;
}

/** Component of the API description with the responses that approving a request of a function can lead to. */
export function approvedResult(name: string): string {
  return `Approved${name}Result`;
}

/**
 * The endpoints of the requests that wait for a second person, for a function whose requests have a name and are served below `path`.
 * Approving can be refused with whatever the operation itself can be refused with.
 */
export function requestEndpoints(
  { name, path }: { readonly name: string; readonly path: `/${string}` },
  targets: readonly EndpointDescription[],
): Readonly<Record<string, EndpointDescription>> {
  const names = requestOperations(name);
  const roles = [...new Set(targets.flatMap(rolesOf))];
  const one = { path: `${path}/{requestId}`, roles, params: z.object({ requestId: id }) } as const;
  const deciding = ["request-decided", "request-ended"] as const;
  const all = [
    endpoint({
      ...{ ...one, operationId: names.read, method: "GET" },
      summary: "Reads a request of the caller's party: what was entered, and how it was decided.",
      response: approvalRequest,
      refusals: [],
    }),
    endpoint({
      ...{ ...one, operationId: names.approve, method: "POST", path: `${one.path}/approval`, act: "approve" },
      summary: "Approves what another person of the party entered: it is decided anew on the current state and done at once.",
      response: approvalRequest
        // Its own operation has parsed it already; the API's description names the schemas it can have.
        .extend({
          result: z
            .unknown()
            .describe("Response of the operation that was approved")
            .meta({ id: approvedResult(name) }),
        })
        .meta({ id: `Approved${name}Request` }),
      refusals: [
        ...deciding,
        "own-entry",
        "enterer-not-authorized",
        "request-outdated",
        ...new Set(targets.flatMap(({ refusals }) => refusals)),
      ],
    }),
    endpoint({
      ...{ ...one, operationId: names.refuse, method: "POST", path: `${one.path}/refusal`, act: "approve" },
      summary: "Refuses what another person of the party entered; nothing is done.",
      body: z.object({ reason: reasonGiven }),
      response: approvalRequest,
      refusals: [...deciding, "own-entry"],
    }),
    endpoint({
      ...{ ...one, operationId: names.withdraw, method: "POST", path: `${one.path}/withdrawal` },
      summary: "Withdraws what the caller entered; nothing is done.",
      response: approvalRequest,
      refusals: [...deciding, "not-own-entry"],
    }),
  ];
  return Object.fromEntries(all.map((each) => [each.operationId, each]));
}

const ofRequest = { ...named, partyId: field.partyId };

/** The facts of requests. Nothing is stated of sealed ones: who bids when is secret until the close. */
export const requestFacts = {
  requestEntered: factSchema(
    "request-entered",
    1,
    z.object({ ...ofRequest, inputHash: approvalRequest.shape.inputHash, endsAt: entered.endsAt }),
    "A person entered something that another person of the party has to approve; it lapses at `endsAt` unless it was decided.",
  ),
  requestDecided: factSchema(
    "request-decided",
    1,
    z.object({
      ...ofRequest,
      enteredBy: entered.enteredBy,
      decision: requestState.extract(["approved", "refused", "withdrawn"]).describe("How it was decided"),
      reason: field.reason.optional(),
    }),
    "A request was approved and done, refused, or withdrawn by the person who had entered it.",
  ),
};
