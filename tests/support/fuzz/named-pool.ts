import { examples } from "../../../functions/examples.ts";
import { contexts } from "../../../functions/registry.ts";
import type { EndpointDescription } from "../../../shared/kernel/endpoint.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import type { Bidder } from "../auction-house.ts";
import type { Request } from "../front-door.ts";
import { type AuthorizationRows, type Ownership, pathOf } from "../ownership.ts";
import type { Pool } from "./input-arbitraries.ts";

type Ids = Readonly<Record<string, string>>;

/** A pool with what the authorization matrix and the examples name for an operation: what there is of it, and bodies of its owner. */
export function namedPool(
  endpoint: EndpointDescription,
  all: Pool,
  { ownership, owned, owner }: { readonly ownership: Ownership | undefined; readonly owned: Ids; readonly owner: Bidder },
): Pool {
  const asked = typeof ownership === "object" ? ownership : undefined;
  // What operators alone do could keep the owner from everything.
  const isOwners = endpoint.roles.some((role) => role !== "operator");
  const first = Object.fromEntries(Object.entries(all).map(([name, values]) => [name, values[0]]));
  const ids = isOwners ? { ...first, ...owned } : first;
  const own = { ...(asked && owned), ...asked?.params, ...asked?.query?.(owner) };
  const told = Object.values(examples[endpoint.operationId] ?? {});
  const ofExamples = told.flatMap((each) => Object.entries(each.params ?? {})).filter(([name]) => !(name in ids));
  const bodies = [...(asked?.body ? [asked.body] : []), ...told.flatMap((each) => (each.body ? [renamed(each.body, ids)] : []))];
  return {
    ...{ ...all, ...Object.fromEntries(ofExamples.map(([name, value]) => [name, [value]])) },
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, [value]])),
    ...(bodies.length > 0 && { "{body}": bodies }),
  };
}

/** A body with the ids of what there is instead of those of a story. */
function renamed(value: unknown, ids: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, ids));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => {
    const isId = /Id$|^project$/.test(name) && typeof each === "string";
    return [name, isId ? (ids[name] ?? each) : renamed(each, ids)];
  });
  return Object.fromEntries(members);
}

/** A request for an operation as the authorization matrix names it. */
export function inMatrix(ownership: AuthorizationRows["ownership"], owned: Ids) {
  return (operationId: string, as: string): Request => {
    const endpoint = required(
      contexts.flatMap((context) => Object.values<EndpointDescription>(context.endpoints)).find((each) => each.operationId === operationId),
      operationId,
    );
    const asked = ownership[operationId];
    const { params, body } = typeof asked === "object" ? asked : {};
    return { as, method: endpoint.method, path: pathOf(endpoint, { ...owned, ...params }), body };
  };
}
