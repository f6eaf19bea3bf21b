import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CrashReport } from "../../../infra/local-cloud/gateway/types.ts";
import { type Engines, startEngines } from "./gateway-fixture.ts";

const TableName = "Faulty";
const other = "Sound";

describe("faults injected by the gateway", () => {
  let engines: Engines;
  let client: DynamoDBClient;
  let lastKey = 0;
  let key: { pk: { S: string }; sk: { S: string } };
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createTable(TableName);
    await engines.createTable(other);
    client = await engines.dynamo("administrator");
  });
  beforeEach(() => {
    lastKey += 1;
    key = { pk: { S: `item${lastKey}` }, sk: { S: "1" } };
  });
  afterEach(() => engines.gateway.clearFaults());
  afterAll(() => engines.stop());

  const read = async () => (await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }))).Item;
  const transaction = () =>
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: key } }, { Put: { TableName: other, Item: key } }] });

  it("throttles a single write with the exception, a transaction with a reason at the table's items", async () => {
    await engines.gateway.injectFault({ match: { resource: TableName }, fault: "throttle" });
    await expect(client.send(new PutItemCommand({ TableName, Item: key }))).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
    await expect(client.send(transaction())).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "ThrottlingError" }, { Code: "None" }],
    });
    await client.send(new PutItemCommand({ TableName: other, Item: key }));
  });

  it("cancels a transaction for a conflict at the table's items, and writes nothing", async () => {
    await engines.gateway.injectFault({ match: { resource: other }, fault: "transaction-conflict" });
    await expect(client.send(transaction())).rejects.toMatchObject({
      name: "TransactionCanceledException",
      message: expect.stringContaining("[None, TransactionConflict]"),
      CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }],
    });
    await expect(client.send(new PutItemCommand({ TableName: other, Item: key }))).rejects.toMatchObject({
      name: "TransactionConflictException",
    });
    expect(await read()).toBeUndefined();
  });

  it("meets every n-th request, so many times, of one operation only, and says how often it did", async () => {
    const remove = await engines.gateway.injectFault({ match: { operation: "PutItem", everyNth: 2, times: 2 }, fault: "throttle" });
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const outcome = client.send(new PutItemCommand({ TableName, Item: key })).then(
        () => "written",
        () => "refused",
      );
      outcomes.push(await outcome);
      await read();
    }
    expect(outcomes).toEqual(["written", "refused", "written", "refused", "written", "written"]);
    expect(await remove()).toBe(2);
  });

  it("draws the same faults from the same seed", async () => {
    const draw = async (): Promise<string> => {
      const remove = await engines.gateway.injectFault({ match: { operation: "PutItem", probability: 0.5, seed: 7 }, fault: "throttle" });
      const outcomes: string[] = [];
      for (let attempt = 0; attempt < 20; attempt += 1) {
        outcomes.push(
          await client.send(new PutItemCommand({ TableName, Item: key })).then(
            () => "w",
            () => "r",
          ),
        );
      }
      await remove();
      return outcomes.join("");
    };
    const first = await draw();
    expect(first).toMatch(/w.*r|r.*w/);
    expect(await draw()).toBe(first);
  });

  it("commits, then loses the reply: what was written is there, and its units are counted", async () => {
    await engines.gateway.readCapacity({ reset: true });
    await engines.gateway.injectFault({ match: { operation: "PutItem", times: 1 }, fault: "lost-reply" });
    await expect(client.send(new PutItemCommand({ TableName, Item: key }))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await read()).toEqual(key);
    expect(await engines.gateway.readCapacity()).toContainEqual(
      expect.objectContaining({ operation: "PutItem", table: TableName, requests: 1, units: 1 }),
    );
  });

  it("lets a blind write sent again after a lost reply count twice, and a transaction with a token once", async () => {
    const add = { TableName, Key: key, UpdateExpression: "ADD amount :one", ExpressionAttributeValues: { ":one": { N: "1" } } };
    await engines.gateway.injectFault({ match: { operation: "TransactWriteItems", times: 1 }, fault: "lost-reply" });
    await sendTwice(client, new TransactWriteItemsCommand({ TransactItems: [{ Update: add }], ClientRequestToken: `add-${lastKey}` }));
    expect((await read())?.amount).toEqual({ N: "1" });
    await engines.gateway.injectFault({ match: { operation: "UpdateItem", times: 1 }, fault: "lost-reply" });
    await sendTwice(client, new UpdateItemCommand(add));
    expect((await read())?.amount).toEqual({ N: "3" });
  });

  it("processes half a batch and hands the rest back", async () => {
    const second = { ...key, sk: { S: "2" } };
    await client.send(new PutItemCommand({ TableName, Item: key }));
    await client.send(new PutItemCommand({ TableName, Item: second }));
    await engines.gateway.injectFault({ match: { operation: "BatchGetItem" }, fault: "partial-batch" });
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key, second], ConsistentRead: true } } }),
    );
    expect(Responses?.[TableName]).toEqual([key]);
    expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: [second], ConsistentRead: true } });
  });

  it("answers late", async () => {
    await engines.gateway.injectFault({ match: { operation: "GetItem" }, fault: { latencyMs: 60 } });
    const start = performance.now();
    await read();
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it("lets an index lag behind: new items are missing, changed ones stand where they stood", async () => {
    const item = (sk: string, group: string, at: string) => ({ pk: key.pk, sk: { S: sk }, group: { S: group }, at: { S: at } });
    const due = async () => {
      const { Items = [], Count } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: "byGroup",
          KeyConditionExpression: "#g = :g AND #a <= :now",
          ExpressionAttributeNames: { "#g": "group", "#a": "at" },
          ExpressionAttributeValues: { ":g": { S: `due${lastKey}` }, ":now": { S: "5" } },
        }),
      );
      expect(Count).toBe(Items.length);
      return Items;
    };
    await client.send(new PutItemCommand({ TableName, Item: item("old", `due${lastKey}`, "1") }));
    await client.send(new PutItemCommand({ TableName, Item: item("later", `due${lastKey}`, "9") }));
    await engines.gateway.injectFault({ match: { operation: "Query", resource: TableName }, fault: { staleIndexMs: 60_000 } });
    await client.send(new PutItemCommand({ TableName, Item: item("new", `due${lastKey}`, "2") }));
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: { pk: key.pk, sk: { S: "old" } },
        UpdateExpression: "REMOVE #g",
        ExpressionAttributeNames: { "#g": "group" },
      }),
    );
    await client.send(new PutItemCommand({ TableName, Item: item("old", `due${lastKey}`, "7") }));
    expect(await due()).toEqual([item("old", `due${lastKey}`, "1")]);
    await engines.gateway.clearFaults();
    expect(await due()).toEqual([item("new", `due${lastKey}`, "2")]);
  });

  it.each(["before-commit", "after-commit"] as const)("tells the host to end the caller %s, who gets no answer", async (moment) => {
    const reported = new Promise<CrashReport>((resolve) => {
      const forget = engines.gateway.onCrash((report) => {
        forget();
        resolve(report);
      });
    });
    await engines.gateway.injectFault({ match: { operation: "PutItem" }, fault: { crash: moment } });
    const abort = new AbortController();
    const sending = client.send(new PutItemCommand({ TableName, Item: key }), { abortSignal: abort.signal });
    sending.catch(() => undefined);
    expect(await reported).toMatchObject({ functionName: "function", operation: "PutItem", moment });
    abort.abort();
    await expect(sending).rejects.toThrow();
    expect(await read()).toEqual(moment === "before-commit" ? undefined : key);
  });
});

/** Sends again after a broken connection, the same bytes, as the SDK's retry does. */
async function sendTwice(client: DynamoDBClient, command: UpdateItemCommand | TransactWriteItemsCommand): Promise<void> {
  const send = (): Promise<unknown> => (command instanceof UpdateItemCommand ? client.send(command) : client.send(command));
  await expect(send()).rejects.toMatchObject({ code: "ECONNRESET" });
  await send();
}
