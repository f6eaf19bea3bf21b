import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { indexStreamRecords } from "../../../infra/local-cloud/engines/databases.ts";
import { startTableEngine } from "../../../infra/local-cloud/engines/table-engine.ts";
import { startGateway } from "../../../infra/local-cloud/gateway/gateway.ts";
import type { Gateway, GatewayCaller, PolicyStatement } from "../../../infra/local-cloud/gateway/types.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

export const region = "cn-north-1";
export const accountId = "000000000000";
const secret = "local";

/** ARN of a table as the policies of these tests have it. */
export function tableArn(table: string): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
}

/** Real engines in a temporary folder with the gateway before them. */
export interface Engines {
  readonly folder: string;
  readonly dynamodb: string;
  readonly fauxqs: string;
  readonly gateway: Gateway;
  /** A DynamoDB client of a function with these rights, through the gateway; each call is another function. */
  dynamo(policies: readonly PolicyStatement[] | "administrator", name?: string): Promise<DynamoDBClient>;
  streams(policies: readonly PolicyStatement[] | "administrator", name?: string): Promise<DynamoDBStreamsClient>;
  queues(policies: readonly PolicyStatement[] | "administrator", name?: string): Promise<SQSClient>;
  objects(policies: readonly PolicyStatement[] | "administrator", name?: string): Promise<S3Client>;
  keys(policies: readonly PolicyStatement[] | "administrator", name?: string): Promise<KMSClient>;
  /** Makes a table with string keys pk and sk, the index byGroup (group, at) and a stream. */
  createTable(name: string): Promise<void>;
  /** Makes a queue and says its address at the engine. */
  createQueue(name: string, attributes?: Record<string, string>): Promise<string>;
  createBucket(name: string): Promise<void>;
  restartGateway(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts engines and gateway; `stop` ends them and removes their files. */
export async function startEngines(): Promise<Engines> {
  const folder = temporaryFolder("gateway");
  const database = join(folder, "dynamo.db");
  const engine = await startTableEngine({ state: folder, log: join(folder, "engine.log"), database });
  const app = buildApp({ logger: false, host: "127.0.0.1", defaultRegion: region });
  const fauxqs = await app.listen({ host: "127.0.0.1", port: 0 });
  const dynamodb = engine.endpoint;
  const callers: GatewayCaller[] = [];
  const start = (): Promise<Gateway> =>
    startGateway({
      endpoints: { dynamodb, sqs: fauxqs, s3: fauxqs },
      region,
      accountId,
      partition: "aws",
      callers,
      tokensFile: join(folder, "tokens"),
      keysFile: join(folder, "keys.json"),
    });
  let gateway = await start();
  const direct = new DynamoDBClient({ endpoint: dynamodb, region, credentials: { accessKeyId: "host", secretAccessKey: secret } });
  const directQueues = new SQSClient({ endpoint: fauxqs, region, credentials: { accessKeyId: "host", secretAccessKey: secret } });
  const directObjects = new S3Client({
    endpoint: fauxqs,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: "host", secretAccessKey: secret },
  });

  async function configuration(policies: readonly PolicyStatement[] | "administrator", name = "function") {
    const accessKeyId = `${name}${callers.length}`;
    const caller = { accessKeyId, secretAccessKey: secret, functionName: name, policies };
    await gateway.setCallers([...callers, caller]);
    callers.push(caller);
    return { endpoint: gateway.url, region, credentials: { accessKeyId, secretAccessKey: secret }, maxAttempts: 1 };
  }

  return {
    folder,
    dynamodb,
    fauxqs,
    get gateway() {
      return gateway;
    },
    dynamo: async (policies, name) => new DynamoDBClient(await configuration(policies, name)),
    streams: async (policies, name) => new DynamoDBStreamsClient(await configuration(policies, name)),
    // As deployed functions make theirs: the path of a queue's address counts, not its host.
    queues: async (policies, name) => new SQSClient({ ...(await configuration(policies, name)), useQueueUrlAsEndpoint: false }),
    objects: async (policies, name) => new S3Client(await configuration(policies, name)),
    keys: async (policies, name) => new KMSClient(await configuration(policies, name)),
    createTable: async (name) => {
      await createTable(direct, name);
      indexStreamRecords(database);
    },
    createQueue: async (name, attributes = {}) => {
      await directQueues.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
      return `${fauxqs}/${accountId}/${name}`;
    },
    createBucket: async (name) => void (await directObjects.send(new CreateBucketCommand({ Bucket: name }))),
    restartGateway: async () => {
      await gateway.stop();
      gateway = await start();
    },
    stop: async () => {
      await gateway.stop();
      await app.close();
      await engine.end();
    },
  };
}

async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk", "group", "at"].map((attribute) => ({ AttributeName: attribute, AttributeType: "S" })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byGroup",
          KeySchema: [
            { AttributeName: "group", KeyType: "HASH" },
            { AttributeName: "at", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.02, maxDelay: 0.02 }, { TableName: name });
}
