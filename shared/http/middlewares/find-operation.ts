import type { EndpointDescription } from "../../kernel/endpoint.ts";
import type { Refusal } from "../../kernel/outcome.ts";
import { logger } from "../../runtime/logger.ts";
import { type ApiMiddleware, type ApiResult, noContent, type Operation, type RefusalAnswer } from "../chain.ts";
import { pathMatcher, pathPattern } from "../path-pattern.ts";

/** A method and a path that are served. */
export type ServedPath = Pick<EndpointDescription, "method" | "path">;

/** A path that is served, but not for this method. */
interface MethodNotAllowed extends Refusal {
  readonly code: "method-not-allowed";
  /** The methods it is served for. */
  readonly allow: string;
}

/**
 * Finds the operation by method and path. What is none is answered by what the API has: `everyPath` lists all of it in the function that
 * answers the rest, and the function's own operations elsewhere.
 */
export function findOperation(
  operations: readonly Operation[],
  answer: RefusalAnswer,
  everyPath: () => Promise<readonly ServedPath[]> = async () => operations.map(({ endpoint }) => endpoint),
): ApiMiddleware {
  const operationAt = pathMatcher(operations.map((operation) => ({ ...operation.endpoint, operation })));
  return {
    async before({ event, internal }): Promise<ApiResult | undefined> {
      const { method, path } = event.requestContext.http;
      const called = operationAt(method, path);
      if (called) {
        const { operation, operationId } = called.found;
        logger.appendKeys({ operation: operationId });
        Object.assign(internal, { operation, params: called.params });
        return undefined;
      }
      const allow = allowed(await everyPath(), path);
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
