import { asksForSecondPerson, requestOperations } from "../../approvals/contract.ts";
import { requestStore } from "../../approvals/store.ts";
import type { ApiFunction } from "../../deployment/context.ts";
import type { Deployed } from "../../deployment/deployed.ts";
import { approvalTables, requestsName, statesRequests } from "../../deployment/second-person.ts";
import { required } from "../../kernel/invariant.ts";
import { othersApprove } from "../../members/approvers.ts";
import { openTable } from "../../store/table.ts";
import type { Caller } from "../caller.ts";
import type { AuthorizedCall, Operation, UseCaseOutcome } from "../chain.ts";
import { approveRequest, type DecidingPorts, readRequest, refuseRequest, withdrawRequest } from "./decide.ts";
import { entering } from "./enter.ts";

/**
 * Adds the second person to the operations of a function: those that ask for one are only entered where a call needs it, and the requests'
 * own operations are served. Functions without such operations are served as they are.
 */
export function withSecondPerson(
  definition: ApiFunction,
  operations: readonly Operation[],
  { dynamo, clock, tables }: Pick<Deployed, "dynamo" | "clock"> & { readonly tables: Readonly<Record<string, string>> },
  findCaller: (subject: string) => Promise<Caller>,
): readonly Operation[] {
  const { requests, endpoints } = definition;
  if (!requests) return operations;
  const open = (name: string) => openTable(dynamo, required(tables[name], `table ${name}`));
  const ports: DecidingPorts = {
    ...{ dynamo, clock, findCaller, path: requests.path },
    // Opened where it is asked only: not every function lists people.
    othersApprove: (caller) => othersApprove(open("Parties"), caller, clock.now()),
    requests: requestStore({
      own: open(requests.table),
      approvals: open(approvalTables.requests),
      facts: statesRequests(definition) ? open(approvalTables.facts) : undefined,
    }),
    operations: new Map(operations.map((each) => [each.endpoint.operationId, each])),
  };
  const names = requestOperations(requestsName(requests));
  const served: Readonly<Record<string, (ports: DecidingPorts, call: AuthorizedCall) => Promise<UseCaseOutcome>>> = {
    [names.read]: readRequest,
    [names.approve]: approveRequest,
    [names.refuse]: refuseRequest,
    [names.withdraw]: withdrawRequest,
  };
  const own = Object.entries(served).map(([name, useCase]): Operation => {
    const endpoint = required(endpoints[name], `endpoint ${name}`);
    return { endpoint, serve: (call) => useCase(ports, call) };
  });
  const entered = operations.map(
    (each): Operation => (asksForSecondPerson(each.endpoint) ? { ...each, serve: entering(ports, each) } : each),
  );
  return [...entered, ...own];
}
