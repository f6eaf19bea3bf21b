import { listedRequest, requestFacts } from "../../shared/approvals/contract.ts";
import { endpoint, roles } from "../../shared/kernel/endpoint.ts";
import { pageOf, pageQuery } from "../../shared/kernel/schemas.ts";

/** The endpoints of the inbox. What is listed is read and decided at its address, below the collection of what was entered. */
export const approvalsEndpoints = {
  listApprovals: endpoint({
    operationId: "listApprovals",
    method: "GET",
    path: "/approvals",
    summary:
      "Lists what waits for the caller: pending requests that other people of its party entered, the one that ends first at the top.",
    roles,
    query: pageQuery,
    response: pageOf(listedRequest),
    refusals: [],
  }),
  listEnteredRequests: endpoint({
    operationId: "listEnteredRequests",
    method: "GET",
    path: "/approvals/entered",
    summary: "Lists the requests that the caller entered, newest first, and how each was decided.",
    roles,
    query: pageQuery,
    response: pageOf(listedRequest),
    refusals: [],
  }),
} as const;

/** The facts of requests; stated by the functions that keep them. */
export const approvalsFacts = requestFacts;
