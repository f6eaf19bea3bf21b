import { inboxIn } from "../../shared/approvals/store.ts";
import type { Deployed } from "../../shared/deployment/deployed.ts";
import { defineApi } from "../../shared/http/api.ts";
import { openTable } from "../../shared/store/table.ts";
import { approvals } from "./deployment.ts";
import { type InboxPorts, listApprovals, listEnteredRequests } from "./read-inbox.ts";

function inboxPorts({ dynamo, clock, tables }: Deployed<(typeof approvals.functions)["approvals-api"]>): InboxPorts {
  return { clock, inbox: inboxIn(openTable(dynamo, tables.Approvals)) };
}

/** The API of approvals. */
export const api = defineApi(approvals.functions["approvals-api"], approvals.problems, inboxPorts, { listApprovals, listEnteredRequests });
