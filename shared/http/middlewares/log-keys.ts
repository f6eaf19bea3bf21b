import { logger } from "../../runtime/logger.ts";
import type { ApiMiddleware } from "../chain.ts";

/** Adds the ids of request and invocation to every log line of a call, and removes those of the previous call. */
export const logKeys: ApiMiddleware = {
  before({ event, context }) {
    logger.resetKeys();
    logger.appendKeys({ requestId: event.requestContext.requestId, functionRequestId: context.awsRequestId });
  },
};
