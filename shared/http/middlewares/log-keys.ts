import { logger } from "../../runtime/logger.ts";
import type { ApiMiddleware } from "../chain.ts";

/** Every line that is logged for a call carries the ids of the request and of the invocation, and nothing of the call before. */
export const logKeys: ApiMiddleware = {
  before({ event, context }) {
    logger.resetKeys();
    logger.appendKeys({ requestId: event.requestContext.requestId, functionRequestId: context.awsRequestId });
  },
};
