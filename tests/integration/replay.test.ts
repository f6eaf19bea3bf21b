import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import { replayFailures } from "../../shared/streams/replay.ts";
import { freshQueue } from "../support/queues.ts";

it("gives failed messages back to their queue, all of them and each once", async () => {
  const [queue, failures] = [await freshQueue(), await freshQueue()];
  const bodies = Array.from({ length: 23 }, (_, number) => `message ${number}`);
  for (const MessageBody of bodies) await failures.sqs.send(new SendMessageCommand({ QueueUrl: failures.queueUrl, MessageBody }));
  const between = { queueUrl: queue.queueUrl, failuresUrl: failures.queueUrl };
  expect(await replayFailures(queue.sqs, between)).toEqual({ moved: 23, left: 0 });
  expect(await replayFailures(queue.sqs, between)).toEqual({ moved: 0, left: 0 });
  expect((await queue.take()).sort()).toEqual(bodies.sort());
  expect(await failures.take()).toEqual([]);
});

it("keeps what the queue does not take", async () => {
  const failures = await freshQueue(0);
  await failures.sqs.send(new SendMessageCommand({ QueueUrl: failures.queueUrl, MessageBody: "kept" }));
  const gone = { queueUrl: `${failures.queueUrl}-gone`, failuresUrl: failures.queueUrl };
  await expect(replayFailures(failures.sqs, gone)).rejects.toThrow("queue does not exist");
  expect(await failures.take()).toEqual(["kept"]);
});
