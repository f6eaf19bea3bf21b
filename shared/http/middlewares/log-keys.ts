import { logger } from "../../runtime/logger.ts";
import type { ApiMiddleware } from "../chain.ts";

/**
 * Adds the ids of request and invocation to every log line of a call, and removes those of the previous call. Lines of confidential calls
 * get none: the caller knows the request's id, so it would tell who made the call.
 */
export function logKeys(confidential: boolean): ApiMiddleware {
  return {
    before({ event, context }) {
      logger.resetKeys();
      if (!confidential) logger.appendKeys({ requestId: event.requestContext.requestId, functionRequestId: context.awsRequestId });
    },
  };
}
