import type { EndpointDescription } from "../kernel/endpoint.ts";

/**
 * Matches a concrete path against `/auctions/{auctionId}/bid`; returns the parameters, or undefined. API Gateway hands over the path decoded,
 * so nothing is decoded again, and every path has one form.
 */
export function pathPattern(pattern: string): (path: string) => Record<string, string> | undefined {
  const expression = new RegExp(`^${pattern.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
  return (path) => {
    const match = expression.exec(path);
    return match ? { ...match.groups } : undefined;
  };
}

/** Something that is served at a method and a path. */
type Served = Pick<EndpointDescription, "method" | "path">;

/**
 * Finds what serves a method and a concrete path, with the parameters; where several match, the one with fewer parameters:
 * `/auctions/own/enrolments` before `/auctions/{auctionId}/enrolments`, as API Gateway chooses them.
 */
export function pathMatcher<Each extends Served>(
  served: readonly Each[],
): (method: string, path: string) => { readonly found: Each; readonly params: Record<string, string> } | undefined {
  const byMethod = Map.groupBy(
    served
      .toSorted((one, other) => parametersOf(one) - parametersOf(other))
      .map((each) => ({ found: each, match: pathPattern(each.path) })),
    ({ found }) => found.method as string,
  );
  return (method, path) => {
    for (const { found, match } of byMethod.get(method) ?? []) {
      const params = match(path);
      if (params) return { found, params };
    }
    return undefined;
  };
}

function parametersOf({ path }: Served): number {
  return path.split("{").length;
}
