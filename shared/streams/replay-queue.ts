import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { type Replay, replayFailures } from "./failures.ts";

/** A queue and the failure queue behind it, by their URLs. */
export const failedQueue = z.object({ queueUrl: z.string(), failuresUrl: z.string() });

/** Gives what a queue's failure queue holds back to the queue. */
export function replayQueue(sqs: SQSClient, { queueUrl, failuresUrl }: z.infer<typeof failedQueue>): Promise<Replay> {
  return replayFailures(sqs, failuresUrl, async (messages) => {
    const Entries = messages.map(({ Body }, place) => ({ Id: String(place), MessageBody: Body }));
    const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    return messages.filter((_, place) => Successful.some(({ Id }) => Id === String(place)));
  });
}
