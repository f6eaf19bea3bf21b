import { Logger } from "@aws-lambda-powertools/logger";

/** The one structured logger. Log identifiers and codes only: never inputs, bids, prices, tokens or whole events. */
export const logger = new Logger({ serviceName: process.env.SERVICE_NAME ?? "ecovalue" });
