import { randomUUID } from "node:crypto";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent } from "aws-lambda";
import { serviceStandIn } from "./stand-ins.ts";

/** A queue of one test. */
export interface TestQueue {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  /** Receives every message and returns the bodies. */
  take(): Promise<string[]>;
}

/**
 * A queue on the stand-in shared by all test files of this process, fresh if no name is given; received messages are hidden for
 * `visibility` seconds.
 */
export async function freshQueue(visibility = 30, name = `test-${randomUUID()}`): Promise<TestQueue> {
  const { endpoint, region, credentials } = await serviceStandIn();
  const sqs = new SQSClient({ endpoint, region, credentials });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { VisibilityTimeout: String(visibility) } }));
  const queueUrl = String(QueueUrl);
  return {
    ...{ sqs, queueUrl },
    async take() {
      const bodies: string[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }));
        if (Messages.length === 0) return bodies;
        for (const { Body = "", ReceiptHandle } of Messages) {
          bodies.push(Body);
          await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
        }
      }
    },
  };
}

/** The event that Lambda gets for these messages; a message's id is its index. */
export function queueEvent(bodies: readonly unknown[]): [SQSEvent, Context] {
  const Records = bodies.map((body, place) => ({ messageId: String(place), body: typeof body === "string" ? body : JSON.stringify(body) }));
  return [{ Records } as unknown as SQSEvent, { awsRequestId: randomUUID() } as Context];
}
