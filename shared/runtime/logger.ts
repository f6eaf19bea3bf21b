import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";

/** Lines of what is logged and the keys of the call. The library's own format adds the trace id of the request, which callers can choose. */
class LineFormat extends LogFormatter {
  override formatAttributes({ logLevel, message, timestamp, serviceName }: UnformattedAttributes, keys: LogAttributes): LogItem {
    const attributes = { level: logLevel, message, timestamp: this.formatTimestamp(timestamp), service: serviceName };
    return new LogItem({ attributes }).addAttributes(keys);
  }
}

/** The one structured logger. Log identifiers and codes only: never inputs, bids, prices, tokens or whole events. */
export const logger = new Logger({ serviceName: process.env.SERVICE_NAME ?? "ecovalue", logFormatter: new LineFormat() });
