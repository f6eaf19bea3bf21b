import type { EndpointDescription } from "../../kernel/endpoint.ts";
import type { Refusal } from "../../kernel/outcome.ts";
import { logger } from "../../runtime/logger.ts";
import { type ApiMiddleware, type ApiResult, movedTo, noContent, type Operation, type RefusalAnswer } from "../chain.ts";
import { pathPattern } from "../path-pattern.ts";

/** A method and a path that are served. */
export type ServedPath = Pick<EndpointDescription, "method" | "path">;

/** A path that is served, but not for this method. */
interface MethodNotAllowed extends Refusal {
  readonly code: "method-not-allowed";
  /** The methods it is served for. */
  readonly allow: string;
}

/**
 * Finds the operation by method and path; where several match, the one with fewer parameters: `/auctions/own/enrolments` before
 * `/auctions/{auctionId}/enrolments`. Where no operation matches, the answer depends on which methods the path has. The function that
 * answers the rest of the API lists with `everyPath` what the other functions serve; elsewhere only the function's own operations count.
 */
export function findOperation(
  operations: readonly Operation[],
  answer: RefusalAnswer,
  everyPath: () => Promise<readonly ServedPath[]> = async () => [],
): ApiMiddleware {
  const byMethod = Map.groupBy(
    [...operations]
      .sort((one, other) => parametersOf(one) - parametersOf(other))
      .map((operation) => ({ operation, match: pathPattern(operation.endpoint.path) })),
    ({ operation }) => operation.endpoint.method as string,
  );
  return {
    async before({ event, internal }): Promise<ApiResult | undefined> {
      const { method, path } = event.requestContext.http;
      for (const { operation, match } of byMethod.get(method) ?? []) {
        const params = match(path);
        if (!params) continue;
        logger.appendKeys({ operation: operation.endpoint.operationId });
        Object.assign(internal, { operation, params });
        return undefined;
      }
      const served = [...operations.map(({ endpoint }) => endpoint), ...(await everyPath())];
      const unslashed = served.find((each) => path === `${each.path}/`);
      if (unslashed) return movedTo(unslashed.path);
      const allow = allowed(served, path);
      if (allow === undefined) return answer({ code: "no-such-path" }, event);
      // Also where a gateway hands on browsers' preflight requests, to which it adds its own headers.
      if (method === "OPTIONS") return noContent({ allow });
      const refusal: MethodNotAllowed = { code: "method-not-allowed", allow };
      return answer(refusal, event, { allow });
    },
  };
}

/** The methods of a path, as `Allow` names them; undefined if there is no such path. */
function allowed(served: readonly ServedPath[], path: string): string | undefined {
  const methods = new Set(served.filter((each) => pathPattern(each.path)(path)).map(({ method }) => method));
  return methods.size === 0 ? undefined : [...methods, "OPTIONS"].join(", ");
}

function parametersOf({ endpoint }: Operation): number {
  return endpoint.path.split("{").length;
}
