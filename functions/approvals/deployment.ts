import { defineContext } from "../../shared/deployment/context.ts";
import { readMembers, table } from "../../shared/deployment/grants.ts";
import { approvalsEndpoints, approvalsFacts } from "./contract.ts";
import { approvalsNotices } from "./notices.ts";

/** Requests that one person entered and another decides: where they stand, and the inbox of what waits. */
export const approvals = defineContext({
  name: "approvals",
  description: "双人复核：待办与已提交的申请 What waits for a second person, and what was entered.",
  endpoints: approvalsEndpoints,
  problems: {},
  facts: approvalsFacts,
  notices: approvalsNotices,
  tables: {
    // No stream: it tells who entered a bid when, which is secret until the close.
    Approvals: { streamed: false, indexes: [] },
    ApprovalFacts: { streamed: true, indexes: [] },
  },
  functions: {
    "approvals-api": {
      kind: "api",
      handler: "functions/approvals/api.handler.ts",
      endpoints: approvalsEndpoints,
      impact: "Second persons do not see what waits for them",
      grants: [readMembers, table("Approvals", ["Query"], ["waiting#*", "entered#*"])],
    },
  },
});
