import type { EndpointDescription } from "../../kernel/endpoint.ts";
import { once } from "../../kernel/once.ts";
import type { Refusal } from "../../kernel/outcome.ts";
import { logger } from "../../runtime/logger.ts";
import { type ApiMiddleware, type ApiResult, movedTo, noContent, type Operation, type RefusalAnswer } from "../chain.ts";
import { pathMatcher, pathPattern } from "../path-pattern.ts";

/** A method and a path that are served. */
export type ServedPath = Pick<EndpointDescription, "method" | "path">;

interface PathInUse extends ServedPath {
  readonly match: ReturnType<typeof pathPattern>;
}

/** A path that is served, but not for this method. */
interface MethodNotAllowed extends Refusal {
  readonly code: "method-not-allowed";
  /** The methods it is served for. */
  readonly allow: string;
}

/**
 * Finds the operation by method and path, which has to be that of the route: a slash that is escaped in a request is one in the path that
 * API Gateway hands over, but not where it chooses the route. Where no operation matches, the answer depends on which methods the path has.
 * The function that answers the rest of the API lists with `everyPath` what the other functions serve; everywhere else only the function's
 * own operations count.
 */
export function findOperation(
  operations: readonly Operation[],
  answer: RefusalAnswer,
  everyPath: () => Promise<readonly ServedPath[]> = async () => [],
): ApiMiddleware {
  const operationAt = pathMatcher(operations.map((operation) => ({ ...operation.endpoint, operation })));
  // Whoever asks for what is not there costs little: the paths are listed once.
  const servedPaths = once(async () =>
    [...operations.map(({ endpoint }) => endpoint), ...(await everyPath())].map(({ method, path }) => ({
      method,
      path,
      match: pathPattern(path),
    })),
  );
  return {
    async before({ event, internal }): Promise<ApiResult | undefined> {
      const { method, path } = event.requestContext.http;
      const called = operationAt(method, path);
      if (called && event.routeKey === `${method} ${called.found.path}`) {
        const { operation, operationId } = called.found;
        logger.appendKeys({ operation: operationId });
        Object.assign(internal, { operation, params: called.params });
        return undefined;
      }
      // A parameter with a slash in it names nothing.
      if (event.routeKey !== "$default") return answer({ code: "not-found" }, event);
      const served = await servedPaths();
      const unslashed = served.find((each) => path === `${each.path}/`);
      if (unslashed) return movedTo(unslashed.path);
      const allow = allowed(served, path);
      if (allow === undefined) return answer({ code: "no-such-path" }, event);
      // Also where a gateway hands on browsers' preflight requests, to which it adds its own headers.
      if (method === "OPTIONS") return noContent({ allow });
      if (allow.split(", ").includes(method)) return answer({ code: "no-such-path" }, event);
      const refusal: MethodNotAllowed = { code: "method-not-allowed", allow };
      return answer(refusal, event, { allow });
    },
  };
}

/** The methods of a path, as `Allow` names them; undefined if there is no such path. */
function allowed(served: readonly PathInUse[], path: string): string | undefined {
  const methods = new Set(served.filter(({ match }) => match(path)).map(({ method }) => method));
  return methods.size === 0 ? undefined : [...methods, "OPTIONS"].join(", ");
}
