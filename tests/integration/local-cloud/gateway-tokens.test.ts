import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Engines, startEngines } from "./gateway-fixture.ts";

const TableName = "Tokens";

describe("request tokens and capacity at the gateway", () => {
  let engines: Engines;
  let client: DynamoDBClient;
  let lastKey = 0;
  let Key: { pk: { S: string }; sk: { S: string } };
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createTable(TableName);
    client = await engines.dynamo("administrator", "market-api");
  });
  beforeEach(() => {
    lastKey += 1;
    Key = { pk: { S: `item${lastKey}` }, sk: { S: "1" } };
  });
  afterAll(() => engines.stop());

  const add = (amount: string, ClientRequestToken: string, condition?: string) =>
    new TransactWriteItemsCommand({
      ClientRequestToken,
      TransactItems: [
        {
          Update: {
            TableName,
            Key,
            UpdateExpression: "ADD amount :a",
            ExpressionAttributeValues: { ":a": { N: amount } },
            ...(condition ? { ConditionExpression: condition } : {}),
          },
        },
      ],
    });
  const amount = async () => (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item?.amount?.N;

  it("runs a transaction once for one token", async () => {
    await client.send(add("1", `once-${lastKey}`));
    await client.send(add("1", `once-${lastKey}`));
    expect(await amount()).toBe("1");
  });

  it("refuses another request under a used token", async () => {
    await client.send(add("1", `other-${lastKey}`));
    await expect(client.send(add("2", `other-${lastKey}`))).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
    expect(await amount()).toBe("1");
  });

  it("runs a cancelled transaction again under its token", async () => {
    await expect(client.send(add("1", `again-${lastKey}`, "attribute_exists(pk)"))).rejects.toMatchObject({
      name: "TransactionCanceledException",
    });
    await client.send(new PutItemCommand({ TableName, Item: Key }));
    await client.send(add("1", `again-${lastKey}`, "attribute_exists(pk)"));
    expect(await amount()).toBe("1");
  });

  it("runs one of many simultaneous requests with one token, and tells the others that it is in progress", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        client.send(add("1", `race-${lastKey}`)).then(
          () => "committed",
          (error: Error) => error.name,
        ),
      ),
    );
    expect(await amount()).toBe("1");
    expect(outcomes).toContain("committed");
    expect(outcomes.filter((outcome) => outcome !== "committed" && outcome !== "TransactionInProgressException")).toEqual([]);
  });

  it("remembers tokens over a restart, and forgets them after ten minutes of the local clock", async () => {
    await client.send(add("1", `kept-${lastKey}`));
    await engines.restartGateway();
    client = await engines.dynamo("administrator", "market-api");
    await client.send(add("1", `kept-${lastKey}`));
    expect(await amount()).toBe("1");
    await engines.gateway.setClockOffset(10 * 60 * 1000 + 1000);
    await client.send(add("1", `kept-${lastKey}`));
    expect(await amount()).toBe("2");
  });

  it("counts units by function, operation, table and index, and hides them from a caller that didn't ask", async () => {
    await engines.gateway.readCapacity({ reset: true });
    const item = { ...Key, group: { S: "g" }, at: { S: "1" } };
    const written = await client.send(new PutItemCommand({ TableName, Item: item }));
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item: { ...item, sk: { S: "2" } } } }],
      ReturnConsumedCapacity: "TOTAL",
    });
    const total = await client.send(transaction);
    const names = { "#g": "group" };
    const query = {
      TableName,
      IndexName: "byGroup",
      KeyConditionExpression: "#g = :g",
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ":g": { S: "g" } },
    };
    const found = await client.send(new QueryCommand({ ...query, ReturnConsumedCapacity: "INDEXES" }));
    expect(written.ConsumedCapacity).toBeUndefined();
    expect(total.ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 3, WriteCapacityUnits: 3 }]);
    expect(found.ConsumedCapacity?.GlobalSecondaryIndexes).toEqual({ byGroup: { CapacityUnits: 0.5 } });
    const common = { functionName: "market-api", table: TableName, requests: 1 };
    expect(await engines.gateway.readCapacity({ reset: true })).toEqual([
      { ...common, operation: "PutItem", units: 1 },
      { ...common, operation: "PutItem", index: "byGroup", units: 1 },
      { ...common, operation: "Query", index: "byGroup", units: 0.5 },
      { ...common, operation: "TransactWriteItems", units: 2 },
      { ...common, operation: "TransactWriteItems", index: "byGroup", units: 1 },
    ]);
    expect(await engines.gateway.readCapacity()).toEqual([]);
  });

  it("tells which streamed tables were written", async () => {
    const told = new Promise<readonly string[]>((resolve) => {
      const forget = engines.gateway.onWrite(({ tables }) => {
        forget();
        resolve(tables);
      });
    });
    await client.send(new PutItemCommand({ TableName, Item: Key }));
    expect(await told).toEqual([TableName]);
  });
});
