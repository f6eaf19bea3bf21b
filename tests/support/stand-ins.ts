import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { contexts } from "../../functions/registry.ts";
import { keyRing, type NamedKey } from "../../infra/local-cloud/keys/key-ring.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import type { ContextDefinition, KeyShape } from "../../shared/deployment/context.ts";
import { functionsOfKind } from "../../shared/deployment/derive.ts";
import { required } from "../../shared/kernel/invariant.ts";

/** Endpoints of the queue and object stand-ins of this process. */
export interface StandIn {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
/** Names of the buckets, aliases of the keys and addresses of the queues of every context. */
export interface Services {
  readonly buckets: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
}

const access = { region: "cn-north-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
let standIn: Promise<StandIn> | undefined;
let services: Promise<Services> | undefined;

/** Real queues and objects in this process, shared by all test files of it. */
export function serviceStandIn(): Promise<StandIn> {
  standIn ??= startStandIn();
  return standIn;
}

/** The buckets, queues and keys of every context on the stand-in, shared by all test files of this process. */
export function sharedServices(): Promise<Services> {
  services ??= createServices();
  return services;
}

async function startStandIn(): Promise<StandIn> {
  const app = buildApp({ logger: false, host: "127.0.0.1", defaultRegion: access.region });
  const endpoint = await app.listen({ host: "127.0.0.1", port: 0 });
  // The server must not keep the test process alive.
  app.server.unref();
  const keys = await startKeys(keysOfContexts.map(namedKey));
  // Clients created by product code take endpoint and credentials from the environment, as in Lambda.
  Object.assign(process.env, {
    AWS_REGION: access.region,
    AWS_ACCESS_KEY_ID: access.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: access.credentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_KMS: keys,
  });
  return { endpoint, ...access };
}

async function createServices(): Promise<Services> {
  const options = await serviceStandIn();
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const sqs = new SQSClient(options);
  const buckets = contexts.flatMap((context) => Object.keys("buckets" in context ? context.buckets : {}));
  const queues = functionsOfKind(contexts, "queue").map(({ definition }) => definition.queue);
  const keys = Object.fromEntries(keysOfContexts.map(([name]) => [name, aliasOf(name)]));
  const created = await Promise.all([
    Promise.all(buckets.map((name) => createBucket(s3, name))),
    Promise.all(queues.map((name) => createQueue(sqs, name))),
  ]);
  const [named, addressed] = created.map((pairs) => Object.fromEntries(pairs));
  return { keys, buckets: required(named, "buckets"), queues: required(addressed, "queues") };
}

const keysOfContexts = contexts.flatMap((context: ContextDefinition) => Object.entries(context.keys ?? {}));
const aliasOf = (name: string): string => `alias/${name}`;

function namedKey([name, { usage }]: readonly [string, KeyShape]): NamedKey {
  const arn = `arn:aws-cn:kms:cn-north-1:0:key/${name}`;
  return { alias: aliasOf(name), arn, usage: usage === "signing" ? "SIGN_VERIFY" : "ENCRYPT_DECRYPT" };
}

/** Starts the key service without rights: whoever asks may. */
async function startKeys(keys: readonly NamedKey[]): Promise<string> {
  const ring = keyRing();
  ring.hold(keys);
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).replace("TrentService.", "");
    const { error, body } = ring.run(operation, fieldsOf(JSON.parse(await text(request))));
    response.writeHead(error === undefined ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(error === undefined ? body : { __type: error, ...body }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function createBucket(s3: S3Client, name: string): Promise<readonly [string, string]> {
  const Bucket = name.toLowerCase();
  await s3.send(new CreateBucketCommand({ Bucket }));
  return [name, Bucket];
}

async function createQueue(sqs: SQSClient, name: string): Promise<readonly [string, string]> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  return [name, required(QueueUrl, "address of the queue")];
}
