import { logger } from "../../runtime/logger.ts";
import type { ApiMiddleware, Operation, RefusalAnswer } from "../chain.ts";
import { pathPattern } from "../path-pattern.ts";

/** Finds the operation by method and path; where several match, the one with fewer parameters: `/auctions/own/enrolments` before `/auctions/{auctionId}/enrolments`. */
export function findOperation(operations: readonly Operation[], answer: RefusalAnswer): ApiMiddleware {
  const byMethod = Map.groupBy(
    [...operations]
      .sort((one, other) => parametersOf(one) - parametersOf(other))
      .map((operation) => ({ operation, match: pathPattern(operation.endpoint.path) })),
    ({ operation }) => operation.endpoint.method as string,
  );
  return {
    before({ event, internal }) {
      const { method, path } = event.requestContext.http;
      for (const { operation, match } of byMethod.get(method) ?? []) {
        const params = match(path);
        if (!params) continue;
        logger.appendKeys({ operation: operation.endpoint.operationId });
        Object.assign(internal, { operation, params });
        return undefined;
      }
      return answer({ code: "not-found" }, event);
    },
  };
}

function parametersOf({ endpoint }: Operation): number {
  return endpoint.path.split("{").length;
}
