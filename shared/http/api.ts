import type * as z from "zod";
import { requestProblems } from "../approvals/problems.ts";
import type { ApiFunction } from "../deployment/context.ts";
import { type Deployed, deployed } from "../deployment/deployed.ts";
import type { Clock } from "../kernel/clock.ts";
import type { EndpointDescription } from "../kernel/endpoint.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Outcome, Refusal } from "../kernel/outcome.ts";
import type { ProblemTable } from "../kernel/problem.ts";
import { type MemberReader, memberReader } from "../members/members.ts";
import { apiHandler, type Call, type Reply, type Route, route } from "./api-handler.ts";
import { callerFinder } from "./caller.ts";
import type { ServedPath } from "./middlewares/find-operation.ts";
import { withSecondPerson } from "./second-person/bind.ts";

type Endpoints = Readonly<Record<string, EndpointDescription>>;

/** The use cases of endpoints, one each under the endpoint's name: a missing one is a compile error. */
export type UseCases<E extends Endpoints, Ports> = {
  readonly [Name in keyof E]: (ports: Ports, call: Call<E[Name]>) => Promise<Outcome<Reply<z.input<E[Name]["response"]>>, Refusal>>;
};

/** What endpoints refuse, by its codes: a table that has not all of them does not compile. */
type RefusalsOf<E extends Endpoints> = E[keyof E]["refusals"][number];

/** An API that is ready to be called. */
export interface OpenApi {
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  readonly members: MemberReader;
  readonly clock: Clock;
  /** Whether logs name no request. */
  readonly confidentialCalls: boolean;
  /** Every path of the API, where the function answers what no endpoint serves. */
  readonly everyPath: (() => Promise<readonly ServedPath[]>) | undefined;
}

/** An API function: its definition, and how to open it with what it is granted, in Lambda and in tests alike. */
export interface Api<Definition extends ApiFunction = ApiFunction> {
  readonly definition: Definition;
  open(granted: Deployed<Definition>): OpenApi;
}

/**
 * Binds the use cases of a context's API function to its endpoints; `portsOf` builds their dependencies from what the function is granted.
 * The function that answers the rest also knows `everyPath` of the API.
 */
export function defineApi<const Definition extends ApiFunction, Ports>(
  definition: Definition,
  problems: ProblemTable<RefusalsOf<Definition["endpoints"]>>,
  portsOf: (granted: Deployed<Definition>) => Ports,
  useCases: UseCases<Definition["endpoints"], Ports>,
  everyPath?: (ports: Ports) => Promise<readonly ServedPath[]>,
): Api<Definition> {
  return {
    definition,
    open(granted) {
      const ports = portsOf(granted);
      const { Parties } = granted.tables as Readonly<Record<string, string | undefined>>;
      const byName: UseCases<Endpoints, Ports> = useCases;
      const members = Parties ? memberReader(granted.dynamo, Parties) : nobody;
      const own = Object.entries(definition.endpoints).flatMap(([name, endpoint]) => {
        const useCase = byName[name];
        return useCase ? [route(endpoint, (call) => useCase(ports, call))] : [];
      });
      const routes = withSecondPerson(definition, own, granted, callerFinder(members, granted.clock));
      const unserved = Object.values(definition.endpoints).filter((each) => !routes.some(({ endpoint }) => endpoint === each));
      invariant(unserved.length === 0, `no use case serves ${unserved.map(({ operationId }) => operationId).join(", ")}`);
      const open = Object.values(definition.endpoints).every(({ roles }) => roles.includes("public"));
      invariant(open || Parties !== undefined, "a function with a non-public endpoint is granted readMembers");
      return {
        routes,
        problems: definition.requests ? { ...problems, ...requestProblems } : problems,
        members,
        clock: granted.clock,
        confidentialCalls: definition.confidentialCalls === true,
        everyPath: everyPath && (() => everyPath(ports)),
      };
    },
  };
}

/** The Lambda handler of an API function. */
export function handlerOf<Definition extends ApiFunction>(api: Api<Definition>): ReturnType<typeof apiHandler> {
  return apiHandler(api.open(deployed(api.definition)));
}

/** Members for functions with only public endpoints: tokens never reach them. */
const nobody: MemberReader = {
  member: async () => undefined,
  party: async () => undefined,
  site: async () => undefined,
  sites: async () => ({ items: [] }),
  sitesIn: async () => ({ items: [] }),
  holder: async () => undefined,
};
