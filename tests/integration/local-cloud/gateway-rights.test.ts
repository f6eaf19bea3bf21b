import {
  BatchGetItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountId, type Engines, region, startEngines, tableArn } from "./gateway-fixture.ts";

const TableName = "Rights";
const arn = tableArn(TableName);
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "1" } });
const put = (pk: string): TransactWriteItem => ({ Put: { TableName, Item: key(pk) } });
const check = (pk: string): TransactWriteItem => ({
  ConditionCheck: { TableName, Key: key(pk), ConditionExpression: "attribute_not_exists(gone)" },
});

describe("rights at the gateway", () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createTable(TableName);
  });
  afterAll(() => engines.stop());

  const allowed = (Action: string[], more: object = {}): Promise<DynamoDBClient> =>
    engines.dynamo([{ Effect: "Allow", Action, Resource: arn, ...more }], "auctions-api");

  it("denies what no statement allows, with the name and the words of AWS", async () => {
    const client = await allowed(["dynamodb:GetItem"]);
    await expect(client.send(new PutItemCommand({ TableName, Item: key("a") }))).rejects.toMatchObject({
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 400 },
      message: `User: arn:aws:sts::${accountId}:assumed-role/auctions-api/auctions-api is not authorized to perform: dynamodb:PutItem on resource: ${arn} because no identity-based policy allows the dynamodb:PutItem action`,
    });
  });

  it("knows nobody but its callers", async () => {
    const client = await allowed(["dynamodb:*"]);
    await engines.gateway.setCallers([]);
    await expect(client.send(new GetItemCommand({ TableName, Key: key("a") }))).rejects.toMatchObject({
      name: "UnrecognizedClientException",
    });
  });

  it("lets an explicit deny win over any allow", async () => {
    const client = await engines.dynamo([
      { Effect: "Allow", Action: "dynamodb:*", Resource: "*" },
      { Effect: "Deny", Action: "dynamodb:Scan", Resource: arn },
    ]);
    await expect(client.send(new ScanCommand({ TableName }))).rejects.toThrow("with an explicit deny in an identity-based policy");
    await client.send(new GetItemCommand({ TableName, Key: key("a") }));
  });

  it("limits a function to leading keys, in single writes, batches and transactions", async () => {
    const Condition = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["permit/*"] } };
    const client = await allowed(["dynamodb:PutItem", "dynamodb:BatchGetItem", "dynamodb:Query"], { Condition });
    const denied = { name: "AccessDeniedException" };
    const query = (pk: string) =>
      new QueryCommand({
        TableName,
        KeyConditionExpression: "#k = :k",
        ExpressionAttributeNames: { "#k": "pk" },
        ExpressionAttributeValues: { ":k": { S: pk } },
      });
    await client.send(new PutItemCommand({ TableName, Item: key("permit/SO2") }));
    await client.send(new TransactWriteItemsCommand({ TransactItems: [put("permit/SO2"), put("permit/NOx")] }));
    await client.send(query("permit/SO2"));
    await client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key("permit/SO2")] } } }));
    await expect(client.send(new PutItemCommand({ TableName, Item: key("CNY") }))).rejects.toMatchObject(denied);
    await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [put("permit/SO2"), put("CNY")] }))).rejects.toMatchObject(
      denied,
    );
    await expect(client.send(query("CNY"))).rejects.toMatchObject(denied);
    await expect(
      client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key("permit/SO2"), key("CNY")] } } })),
    ).rejects.toMatchObject(denied);
  });

  it("asks for the right of each inner action of a transaction", async () => {
    const writer = await allowed(["dynamodb:PutItem"]);
    await writer.send(new TransactWriteItemsCommand({ TransactItems: [put("a")] }));
    await expect(writer.send(new TransactWriteItemsCommand({ TransactItems: [put("a"), check("b")] }))).rejects.toThrow(
      "dynamodb:ConditionCheckItem",
    );
    const checker = await allowed(["dynamodb:PutItem", "dynamodb:ConditionCheckItem"]);
    await checker.send(new TransactWriteItemsCommand({ TransactItems: [put("a"), check("b")] }));
    await expect(writer.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key("a") } }] }))).rejects.toThrow(
      "dynamodb:GetItem",
    );
  });

  it("tells an inner action from the same action alone by the enclosing operation", async () => {
    const Condition = { StringEquals: { "dynamodb:EnclosingOperation": ["TransactWriteItems"] } };
    const client = await allowed(["dynamodb:PutItem"], { Condition });
    await client.send(new TransactWriteItemsCommand({ TransactItems: [put("a")] }));
    await expect(client.send(new PutItemCommand({ TableName, Item: key("a") }))).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  it("takes batches and PartiQL for actions of their own", async () => {
    const client = await allowed(["dynamodb:GetItem", "dynamodb:PutItem"]);
    await client.send(new GetItemCommand({ TableName, Key: key("a") }));
    await expect(client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key("a")] } } }))).rejects.toThrow(
      "dynamodb:BatchGetItem",
    );
    await expect(client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}" WHERE pk = 'a'` }))).rejects.toThrow(
      "dynamodb:PartiQLSelect",
    );
  });

  it("wants the ARN of the index for a query on an index", async () => {
    const query = new QueryCommand({
      TableName,
      IndexName: "byGroup",
      KeyConditionExpression: "#g = :g",
      ExpressionAttributeNames: { "#g": "group" },
      ExpressionAttributeValues: { ":g": { S: "x" } },
    });
    const tableOnly = await allowed(["dynamodb:Query"]);
    await expect(tableOnly.send(query)).rejects.toThrow(`${arn}/index/byGroup`);
    const indexToo = await engines.dynamo([{ Effect: "Allow", Action: "dynamodb:Query", Resource: [`${arn}/index/byGroup`] }]);
    await indexToo.send(query);
  });

  it("lets a function read a stream it has the rights for, and no other", async () => {
    const stream = {
      Effect: "Allow",
      Action: ["dynamodb:DescribeStream", "dynamodb:GetShardIterator", "dynamodb:GetRecords"],
      Resource: `${arn}/stream/*`,
    } as const;
    const describeTable = { Effect: "Allow", Action: "dynamodb:DescribeTable", Resource: "*" } as const;
    const reader = await engines.dynamo([describeTable], "replay");
    const streams = await engines.streams([stream], "replay");
    await engines.createTable("Unread");
    const streamOf = async (name: string) => (await reader.send(new DescribeTableCommand({ TableName: name }))).Table?.LatestStreamArn;
    const StreamArn = await streamOf(TableName);
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }));
    const first = await streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(first.Records?.length).toBeGreaterThan(0);
    expect((await streams.send(new GetRecordsCommand({ ShardIterator: first.NextShardIterator }))).Records).toEqual([]);
    const denied = { name: "AccessDeniedException" };
    await expect(streams.send(new DescribeStreamCommand({ StreamArn: await streamOf("Unread") }))).rejects.toMatchObject(denied);
    await expect(streams.send(new GetRecordsCommand({ ShardIterator: "made up" }))).rejects.toMatchObject(denied);
  });

  it("refuses a policy it can't evaluate instead of being more generous than AWS", async () => {
    const Condition = { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk"] } };
    await expect(allowed(["dynamodb:GetItem"], { Condition })).rejects.toThrow(
      "policy condition not implemented: ForAllValues:StringEquals on dynamodb:Attributes",
    );
  });

  it("reports which grants were used, pattern by pattern, and every call that was denied", async () => {
    const Condition = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["permit/*", "quota/*"] } };
    const client = await engines.dynamo(
      [
        { Effect: "Allow", Action: ["dynamodb:PutItem", "dynamodb:GetItem"], Resource: arn, Condition },
        { Effect: "Allow", Action: "dynamodb:Query", Resource: [arn, `${arn}/index/*`] },
      ],
      "reported",
    );
    await engines.gateway.readRights({ reset: true });
    await client.send(new TransactWriteItemsCommand({ TransactItems: [put("permit/SO2"), put("permit/NOx")] }));
    await client.send(new PutItemCommand({ TableName, Item: key("permit/COD") }));
    // The first right of this request is granted, the second is not: the request used nothing.
    const mixed = new TransactWriteItemsCommand({ TransactItems: [put("quota/SO2"), put("CNY")] });
    await expect(client.send(mixed)).rejects.toThrow("dynamodb:PutItem");
    await expect(client.send(new ScanCommand({ TableName }))).rejects.toThrow("dynamodb:Scan");
    const { grants, denials } = await engines.gateway.readRights({ reset: true });
    const own = grants.filter(({ functionName }) => functionName === "reported");
    expect(own).toHaveLength(6);
    expect(own.filter(({ requests }) => requests > 0)).toEqual([
      { functionName: "reported", statement: 0, action: "dynamodb:PutItem", resource: arn, leadingKey: "permit/*", requests: 2 },
    ]);
    expect(denials).toEqual([
      { functionName: "reported", action: "dynamodb:PutItem", resource: arn, leadingKeys: ["CNY"], reason: "no-allow", requests: 1 },
      { functionName: "reported", action: "dynamodb:Scan", resource: arn, reason: "no-allow", requests: 1 },
    ]);
    const after = await engines.gateway.readRights();
    expect(after.denials).toEqual([]);
    expect(after.grants.every(({ requests }) => requests === 0)).toBe(true);
  });
});

describe("queues behind the gateway", () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createQueue("facts");
  });
  afterAll(() => engines.stop());

  it("lets a sender send, alone and in batches, and nothing else", async () => {
    const sender = await engines.queues(
      [{ Effect: "Allow", Action: ["sqs:SendMessage", "sqs:GetQueueUrl"], Resource: `arn:aws:sqs:${region}:${accountId}:facts` }],
      "relay",
    );
    const { QueueUrl } = await sender.send(new GetQueueUrlCommand({ QueueName: "facts" }));
    expect(QueueUrl).toBe(`${engines.gateway.url}/${accountId}/facts`);
    await sender.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
    await sender.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "1", MessageBody: "two" }] }));
    const atAws = (account: string) => `https://sqs.${region}.amazonaws.com.cn/${account}/facts`;
    await sender.send(new SendMessageCommand({ QueueUrl: atAws(accountId), MessageBody: "three" }));
    await expect(sender.send(new SendMessageCommand({ QueueUrl: atAws("111111111111"), MessageBody: "no" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    await expect(sender.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("is not authorized to perform: sqs:receivemessage on resource"),
    });
  });
});
