import type { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { relay, type Subscriptions } from "../../../../shared/streams/relay.ts";

const queueAddresses = "https://queues/";

/** Whether a queue takes the fact: `unreachable` fails the whole call, `refused` this entry only. */
type Answer = "accepted" | "refused" | "unreachable";

/** Queues that answer for each fact as told, and keep what they were sent. */
function queuesThat(answer: (queue: string, factId: string) => Answer = () => "accepted") {
  const calls: { readonly queue: string; readonly bodies: readonly Record<string, string>[] }[] = [];
  const send = async ({ input: { QueueUrl = "", Entries = [] } }: SendMessageBatchCommand) => {
    const queue = QueueUrl.slice(queueAddresses.length);
    const sent = Entries.map(({ Id, MessageBody = "" }) => ({ Id, body: JSON.parse(MessageBody) as Record<string, string> }));
    calls.push({ queue, bodies: sent.map(({ body }) => body) });
    const answers = sent.map(({ Id, body }) => ({ Id, answer: answer(queue, body.factId ?? "") }));
    if (answers.some((each) => each.answer === "unreachable")) throw new Error("no connection");
    const idsOf = (wanted: Answer) => answers.filter((each) => each.answer === wanted).map(({ Id }) => ({ Id }));
    return { Successful: idsOf("accepted"), Failed: idsOf("refused") };
  };
  const sent = (queue: string) => calls.filter((call) => call.queue === queue).flatMap(({ bodies }) => bodies.map(({ factId }) => factId));
  return { sqs: { send } as unknown as SQSClient, calls, sent };
}

/** The stream's record of a new fact; its sequence number is also the fact's id. */
function newFact(sequence: number, factType = "transfer"): DynamoDBRecord {
  const keys = { pk: { S: `fact#${sequence}` }, sk: { S: "fact" } };
  return {
    eventName: "INSERT",
    eventSourceARN: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-Cash/stream/2026",
    dynamodb: {
      SequenceNumber: String(sequence),
      NewImage: { ...keys, factType: { S: factType }, factId: { S: String(sequence) }, data: { S: "secret" } },
    },
  };
}

function relayed(sqs: SQSClient, subscriptions: Subscriptions, Records: DynamoDBRecord[]) {
  return relay(sqs, { subscriptions, queueAddresses }, { Records });
}

const numbered = (count: number) => Array.from({ length: count }, (_, place) => newFact(place + 1));

describe("the relay", () => {
  it("tells where a fact is, and nothing of its contents", async () => {
    const { sqs, calls } = queuesThat();
    expect(await relayed(sqs, { settlements: ["transfer"] }, [newFact(7)])).toEqual({ batchItemFailures: [] });
    const body = { table: "ecovalue-Cash", pk: "fact#7", sk: "fact", factType: "transfer", factId: "7" };
    expect(calls).toEqual([{ queue: "settlements", bodies: [body] }]);
  });

  it("sends a queue the types it names, and every fact to a queue that wants all", async () => {
    const { sqs, sent } = queuesThat();
    await relayed(sqs, { settlements: ["award"], records: "*" }, [newFact(1, "transfer"), newFact(2, "award"), newFact(3, "refund")]);
    expect([sent("settlements"), sent("records")]).toEqual([["2"], ["1", "2", "3"]]);
  });

  it("sends all facts of a batch, at most ten in a call", async () => {
    const { sqs, calls, sent } = queuesThat();
    expect(await relayed(sqs, { records: "*" }, numbered(23))).toEqual({ batchItemFailures: [] });
    expect(sent("records")).toEqual(numbered(23).map(({ dynamodb }) => dynamodb?.SequenceNumber));
    expect(calls.map(({ bodies }) => bodies.length)).toEqual([10, 10, 3]);
  });

  it("passes over whatever is not a new fact", async () => {
    const { sqs, calls } = queuesThat();
    const state: DynamoDBRecord = { eventName: "INSERT", dynamodb: { SequenceNumber: "3", NewImage: { pk: { S: "account#1" } } } };
    const others: DynamoDBRecord[] = [{ ...newFact(1), eventName: "MODIFY" }, { ...newFact(2), eventName: "REMOVE" }, state];
    expect(await relayed(sqs, { records: "*" }, others)).toEqual({ batchItemFailures: [] });
    expect(calls).toEqual([]);
  });

  it("reports the batch failed from the first fact of a call that fails", async () => {
    const { sqs, sent } = queuesThat((_queue, factId) => (factId === "15" ? "unreachable" : "accepted"));
    expect(await relayed(sqs, { records: "*" }, numbered(23))).toEqual({ batchItemFailures: [{ itemIdentifier: "11" }] });
    expect(sent("records")).toHaveLength(23);
  });

  it("reports the batch failed from a fact that a queue did not accept", async () => {
    const { sqs } = queuesThat((_queue, factId) => (factId === "4" ? "refused" : "accepted"));
    expect(await relayed(sqs, { records: "*" }, numbered(6))).toEqual({ batchItemFailures: [{ itemIdentifier: "4" }] });
  });

  it("reports only the first failed fact over all queues, by the number and not the text of its sequence", async () => {
    const lost: Readonly<Record<string, readonly string[]>> = { settlements: ["10", "12"], records: ["9", "11"] };
    const { sqs } = queuesThat((queue, factId) => (lost[queue]?.includes(factId) ? "refused" : "accepted"));
    const subscriptions: Subscriptions = { settlements: "*", records: "*" };
    expect(await relayed(sqs, subscriptions, numbered(12))).toEqual({ batchItemFailures: [{ itemIdentifier: "9" }] });
  });

  it("still sends to the other queues when one can't be reached", async () => {
    const { sqs, sent } = queuesThat((queue) => (queue === "settlements" ? "unreachable" : "accepted"));
    const subscriptions: Subscriptions = { settlements: "*", records: "*" };
    expect(await relayed(sqs, subscriptions, numbered(3))).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    expect(sent("records")).toEqual(["1", "2", "3"]);
  });
});
