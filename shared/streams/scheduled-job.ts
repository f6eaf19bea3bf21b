import type { Context } from "aws-lambda";
import { faultFields, LoggedFault } from "../runtime/fault.ts";
import { logger } from "../runtime/logger.ts";

/** The Lambda handler of a schedule. The job tolerates overlapping and repeated runs; a failure is logged, and the schedule retries it. */
export function scheduledJob(run: () => Promise<void>): (event: unknown, context: Context) => Promise<void> {
  return async (_event, context) => {
    try {
      await run();
    } catch (error) {
      logger.error("job failed", {
        functionRequestId: context.awsRequestId,
        ...faultFields(error),
      });
      throw new LoggedFault(error);
    }
  };
}
