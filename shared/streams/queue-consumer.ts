import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type * as z from "zod";
import { faultFields } from "../runtime/fault.ts";
import { logger } from "../runtime/logger.ts";

/**
 * The Lambda handler of a queue: each message is parsed and handled on its own; only failed messages are reported and redelivered. A
 * message that keeps failing ends unchanged in the failure queue.
 */
export function queueConsumer<Message extends z.ZodType>(schema: Message, handle: (message: z.output<Message>) => Promise<void>) {
  const processor = new BatchProcessor(EventType.SQS);

  async function handleRecord(record: SQSRecord): Promise<void> {
    try {
      await handle(schema.parse(JSON.parse(record.body)));
    } catch (error) {
      logger.error("message failed", {
        messageId: record.messageId,
        ...faultFields(error),
      });
      throw error;
    }
  }

  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    // Don't throw if all messages fail: each is reported, none is lost.
    processPartialResponse(event, handleRecord, processor, { context, throwOnFullBatchFailure: false });
}
