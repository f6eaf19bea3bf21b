import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Assembly, Resource } from "../assembly/assembly.ts";
import { type Fields, fieldsOf } from "../values.ts";
import type { Engines } from "./engines.ts";

const credentials = { accessKeyId: "host", secretAccessKey: "host" };

/**
 * Creates the tables, queues and buckets of an assembly at the engines; existing ones are left as they are. Returns the ARN of every table's
 * stream.
 */
export async function makeStoredResources(assembly: Assembly, engines: Engines): Promise<ReadonlyMap<string, string>> {
  const { region } = assembly.target;
  const dynamo = new DynamoDBClient({ endpoint: engines.dynamodb, region, credentials });
  const sqs = new SQSClient({ endpoint: engines.queues, region, credentials });
  const s3 = new S3Client({ endpoint: engines.queues, region, credentials, forcePathStyle: true });
  const streams = new Map<string, string>();
  for (const table of assembly.ofType("AWS::DynamoDB::Table")) {
    const stream = await makeTable(dynamo, table);
    if (stream) streams.set(table.name, stream);
  }
  engines.tablesMade();
  // Dead-letter queues first: redrive policies refer to them.
  const queues = [...assembly.ofType("AWS::SQS::Queue")].sort(
    (a, b) => Number("RedrivePolicy" in a.properties) - Number("RedrivePolicy" in b.properties),
  );
  for (const queue of queues) await makeQueue(sqs, queue);
  for (const bucket of assembly.ofType("AWS::S3::Bucket")) {
    await s3.send(new CreateBucketCommand({ Bucket: bucket.name })).catch((error: unknown) => {
      if (!(error instanceof Error) || !/^Bucket(AlreadyOwnedByYou|AlreadyExists)$/.test(error.name)) throw error;
    });
  }
  return streams;
}

/**
 * ARN of every table's stream in an account in which the assembly's stacks are deployed. Nothing is created or changed there; throws when a
 * table is missing.
 */
export async function streamsOf(assembly: Assembly, endpoint: string): Promise<ReadonlyMap<string, string>> {
  const dynamo = new DynamoDBClient({ endpoint, region: assembly.target.region, credentials });
  const found = await Promise.all(
    assembly.ofType("AWS::DynamoDB::Table").map(async ({ name }) => [name, await streamOf(dynamo, name)] as const),
  );
  return new Map(found.flatMap(([name, stream]) => (stream === undefined ? [] : [[name, stream] as const])));
}

/** Deletes the tables of an assembly, and no others, at an engine that other programs may use too. */
export async function deleteTables(assembly: Assembly, endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: assembly.target.region, credentials });
  for (const { name: TableName } of assembly.ofType("AWS::DynamoDB::Table")) {
    const deleted = await client.send(new DeleteTableCommand({ TableName })).catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    });
    if (deleted) await waitUntilTableNotExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName });
  }
  client.destroy();
}

async function makeTable(dynamo: DynamoDBClient, { name, properties }: Resource): Promise<string | undefined> {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } = properties;
  const input = {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema,
    AttributeDefinitions,
    ...(GlobalSecondaryIndexes !== undefined && { GlobalSecondaryIndexes }),
    ...(StreamSpecification !== undefined && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  } as CreateTableCommandInput;
  await dynamo.send(new CreateTableCommand(input)).catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
  return streamOf(dynamo, name);
}

async function streamOf(dynamo: DynamoDBClient, TableName: string): Promise<string | undefined> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  return Table?.LatestStreamArn;
}

async function makeQueue(sqs: SQSClient, { name, properties }: Resource): Promise<void> {
  const { VisibilityTimeout, MessageRetentionPeriod, DelaySeconds, ReceiveMessageWaitTimeSeconds, RedrivePolicy } = properties;
  const redrive = RedrivePolicy === undefined ? undefined : atEngine(fieldsOf(RedrivePolicy));
  const wanted = { VisibilityTimeout, MessageRetentionPeriod, DelaySeconds, ReceiveMessageWaitTimeSeconds, RedrivePolicy: redrive };
  const attributes = Object.fromEntries(
    Object.entries(wanted)
      .filter(([, value]) => value !== undefined)
      .map(([attribute, value]) => [attribute, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name })).catch((error: unknown) => {
    if (error instanceof Error && error.name === "QueueNameExists") return { QueueUrl: undefined };
    throw error;
  });
  if (QueueUrl && Object.keys(attributes).length > 0) await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
}

/** The engine's ARNs are in the partition `aws`, whatever partition the templates are resolved for. */
function atEngine(redrive: Fields): Fields {
  return { ...redrive, deadLetterTargetArn: String(redrive.deadLetterTargetArn).replace(/^arn:[\w-]+:/, "arn:aws:") };
}
