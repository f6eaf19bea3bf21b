import { asksForSecondPerson, requestEndpoints } from "../approvals/contract.ts";
import { requestProblems } from "../approvals/problems.ts";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import { invariant, required } from "../kernel/invariant.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import { type Grant, table } from "./grants.ts";

/** Tables of the context `approvals`: where requests stand, and the facts about them. */
export const approvalTables = { requests: "Approvals", facts: "ApprovalFacts" } as const;

/** Where an API function keeps what waits for a second person, and the path below which it serves it. */
export interface RequestsOfFunction {
  readonly table: string;
  readonly path: `/${string}`;
  /** What its operations on requests are named after: the table where it is absent. Functions that share a table need different names. */
  readonly name?: string;
}

/** What the operations on a function's requests are named after. */
export function requestsName({ table: kept, name = kept }: RequestsOfFunction): string {
  return name;
}

/** The part of an API function that requests concern. */
interface Requesting {
  readonly endpoints: Readonly<Record<string, EndpointDescription>>;
  readonly grants: readonly Grant[];
  readonly requests?: RequestsOfFunction;
}

/** The part of a context that requests concern. */
interface RequestingContext {
  readonly endpoints: Readonly<Record<string, EndpointDescription>>;
  readonly problems: ProblemTable;
  readonly tables: Readonly<Record<string, { readonly streamed: boolean }>>;
  readonly functions: Readonly<Record<string, { readonly kind: string; readonly grants: readonly Grant[] }>>;
}

/**
 * A context with all that follows where its endpoints ask for a second person: the endpoints of the requests, their problems, and the rights
 * to keep them. Derived, so that no context can forget it.
 */
export function withRequests<const Definition extends RequestingContext>(definition: Definition): Definition {
  const asking = Object.entries(definition.functions).flatMap(([id, each]) => (isAsking(each) ? [{ id, each }] : []));
  if (asking.length === 0) return definition;
  const added = asking.map(({ id, each }) => ({ id, each, ...addedTo(definition.tables, id, each) }));
  return {
    ...definition,
    endpoints: Object.assign({}, definition.endpoints, ...added.map(({ endpoints }) => endpoints)),
    problems: { ...definition.problems, ...requestProblems },
    functions: {
      ...definition.functions,
      ...Object.fromEntries(
        added.map(({ id, each, endpoints, grants }) => [
          id,
          { ...each, endpoints: { ...each.endpoints, ...endpoints }, grants: [...each.grants, ...grants] },
        ]),
      ),
    },
  };
}

/** A single function with all that follows where its endpoints ask for a second person, as it stands in its context. */
export function functionWithRequests<const Definition extends { readonly kind: "api" } & Requesting>(
  tables: RequestingContext["tables"],
  id: string,
  definition: Definition,
): Definition {
  if (!isAsking(definition)) return definition;
  const { endpoints, grants } = addedTo(tables, id, definition);
  return { ...definition, endpoints: { ...definition.endpoints, ...endpoints }, grants: [...definition.grants, ...grants] };
}

function isAsking(definition: { readonly kind: string }): definition is { readonly kind: "api" } & Requesting {
  return "endpoints" in definition && Object.values((definition as unknown as Requesting).endpoints).some(asksForSecondPerson);
}

function addedTo(tables: RequestingContext["tables"], id: string, { endpoints, requests }: Requesting) {
  const kept = required(requests, `requests of ${id}: where what waits for a second person is kept and served`);
  const shape = required(tables[kept.table], `table of the context in which ${id} keeps its requests`);
  const targets = Object.values(endpoints).filter(asksForSecondPerson);
  // What was entered stands in the table, and its hash in a fact: both would give a secret to whoever reads the stream or guesses.
  const secret = shape.streamed ? targets.filter(({ secrets = [] }) => secrets.length > 0) : [];
  invariant(secret.length === 0, `requests with secrets are sealed: ${secret.map(({ operationId }) => operationId).join(", ")}`);
  return {
    endpoints: requestEndpoints({ name: requestsName(kept), path: kept.path }, targets),
    grants: requestGrants(kept.table, shape.streamed),
  };
}

/**
 * Rights to keep requests: what was entered in the function's own table, where it stands in the table of approvals. Only the inbox may list
 * requests, so no function finds those of another. Where the own table has no stream, requests are sealed: nothing may be stated of them.
 */
function requestGrants(own: string, stated: boolean): readonly Grant[] {
  return [
    table(own, ["GetItem", "PutItem"], ["request#*"]),
    table(approvalTables.requests, ["GetItem", "PutItem"], ["entered#*"]),
    table(approvalTables.requests, ["PutItem", "DeleteItem"], ["waiting#*"]),
    ...(stated ? [table(approvalTables.facts, ["PutItem"], ["fact#*"])] : []),
  ];
}

/** Whether a function states facts about its requests: it does where it has the right to. */
export function statesRequests({ grants }: Pick<Requesting, "grants">): boolean {
  return grants.some((grant) => "table" in grant && grant.table === approvalTables.facts);
}
