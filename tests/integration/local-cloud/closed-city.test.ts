import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";
import { EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticator } from "../../../infra/local-cloud/gateway/authentication.ts";
import type { LocalCloud } from "../../../infra/local-cloud/local-cloud.ts";
import { markedProcesses } from "../../../infra/local-cloud/state-folder.ts";
import { askAs } from "../../support/hosts.ts";
import { callThings, smallAssembly, startSmallCloud } from "../../support/small-cloud.ts";
import { type Engines, region, startEngines } from "./gateway-fixture.ts";

const TableName = "Closed";
const key = (pk: string) => ({ pk: { S: pk }, sk: { S: "1" } });

describe("the gateway knows who asks", () => {
  let engines: Engines;
  let own: DynamoDBClient;
  let credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  beforeAll(async () => {
    engines = await startEngines();
    await engines.createTable(TableName);
    await engines.createBucket("closed");
    own = await engines.dynamo("administrator");
    credentials = await own.config.credentials();
  });
  afterAll(() => engines.stop());

  const honest = () => ({ endpoint: engines.gateway.url, region, credentials, maxAttempts: 1 });
  /** Of a client that has a known key's name but not its secret. */
  const forged = () => ({ ...honest(), credentials: { ...credentials, secretAccessKey: "guessed" } });

  it("refuses, of every service, a request that was signed by other means than its key's secret", async () => {
    const mismatch = { name: "InvalidSignatureException" };
    await expect(new DynamoDBClient(forged()).send(new GetItemCommand({ TableName, Key: key("a") }))).rejects.toMatchObject(mismatch);
    await expect(new DynamoDBStreamsClient(forged()).send(new ListStreamsCommand({}))).rejects.toMatchObject(mismatch);
    await expect(new KMSClient(forged()).send(new EncryptCommand({ KeyId: "a", Plaintext: Buffer.from("a") }))).rejects.toMatchObject(
      mismatch,
    );
    await expect(new LambdaClient(forged()).send(new InvokeCommand({ FunctionName: "a" }))).rejects.toMatchObject(mismatch);
    await expect(new SQSClient(forged()).send(new ListQueuesCommand({}))).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    await expect(new S3Client(forged()).send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    const put = new PutObjectCommand({ Bucket: "closed", Key: "a", Body: "b" });
    await expect(new S3Client(forged()).send(put)).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
  });

  it("refuses a request without a signature, and one that only names a key", async () => {
    const ask = async (headers: Record<string, string>) => {
      const target = { "x-amz-target": "DynamoDB_20120810.GetItem", ...headers };
      const reply = await fetch(engines.gateway.url, {
        method: "POST",
        headers: target,
        body: JSON.stringify({ TableName, Key: key("a") }),
      });
      return ((await reply.json()) as { __type: string }).__type.split("#")[1];
    };
    expect(await ask({})).toBe("MissingAuthenticationTokenException");
    const scope = `Credential=${credentials.accessKeyId}/20260101/${region}/dynamodb/aws4_request`;
    expect(await ask({ authorization: `AWS4-HMAC-SHA256 ${scope}` })).toBe("InvalidSignatureException");
    const zero = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`;
    expect(await ask({ authorization: zero })).toBe("InvalidSignatureException");
  });

  it("refuses a signed request whose body, operation or time was changed on the way", async () => {
    const changes: readonly ((request: { body: unknown; headers: Record<string, string> }) => void)[] = [
      (request) => {
        request.body = JSON.stringify({ TableName, Item: key("b") });
        request.headers["content-length"] = String(String(request.body).length);
      },
      (request) => {
        request.headers["x-amz-target"] = "DynamoDB_20120810.DeleteItem";
      },
      (request) => {
        request.headers["x-amz-date"] = "20260101T000000Z";
      },
      (request) => {
        request.headers["x-amz-added"] = "unsigned";
      },
    ];
    for (const change of changes) {
      const client = new DynamoDBClient(honest());
      client.middlewareStack.add(
        (next) => (given) => {
          change(given.request as never);
          return next(given);
        },
        { step: "deserialize", priority: "low" },
      );
      await expect(client.send(new PutItemCommand({ TableName, Item: key("c") })), String(change)).rejects.toMatchObject({
        name: "InvalidSignatureException",
      });
    }
    expect((await own.send(new GetItemCommand({ TableName, Key: key("b") }))).Item).toBeUndefined();
  });

  it("takes times of the machine's and of the local clock, and what lies between, each give or take a quarter of an hour", () => {
    const hour = 3_600_000;
    const machine = Date.parse("2026-03-02T01:00:00.000Z");
    const caller = { accessKeyId: "known", secretAccessKey: "s", functionName: "f", principalArn: "", policy: undefined };
    const authenticate = authenticator({ region, callerOf: () => caller, clocks: () => ({ machine, local: machine + hour }) });
    const at = (milliseconds: number): unknown => {
      const time = new Date(machine + milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, "");
      const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
      const authorization = `AWS4-HMAC-SHA256 Credential=known/${scope}, SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}`;
      return authenticate(
        { url: "/", method: "POST", headers: { authorization, "x-amz-date": time } } as never,
        Buffer.alloc(0),
        "dynamodb",
      );
    };
    const minute = 60_000;
    for (const good of [-15 * minute, 0, hour / 2, hour + 15 * minute]) expect(at(good)).toEqual({ failure: "mismatch" });
    for (const bad of [-16 * minute, hour + 16 * minute]) expect(at(bad)).toEqual({ failure: "expired" });
  });

  it("answers only requests for this machine by name", async () => {
    const { port } = new URL(engines.gateway.url);
    expect(await askAs(engines.gateway.url, "/closed/a", `evil.example:${port}`)).toBe(421);
    expect(await askAs(engines.gateway.url, "/closed/a", `127.0.0.1:${port}`)).toBe(403);
  });
});

describe("a local cloud is closed", () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startSmallCloud({ assembly: smallAssembly() });
    await callThings(cloud, "now");
  });
  afterAll(() => cloud.stop());

  it("the control endpoint answers only who has the secret, and only for this machine by name", async () => {
    const { controlUrl } = cloud.address;
    const { port } = new URL(controlUrl);
    const asked = { method: "POST", headers: { authorization: `Bearer ${cloud.secret}` } };
    expect(await askAs(controlUrl, "/clock", `127.0.0.1:${port}`, asked)).toBe(200);
    expect(await askAs(controlUrl, "/clock", `evil.example:${port}`, asked)).toBe(421);
    expect(await askAs(controlUrl, "/clock", `127.0.0.1:${port}`, { method: "POST" })).toBe(401);
  });

  it("nobody but the portals of the templates may sign people in: this one has none", async () => {
    const query = new URLSearchParams({ client_id: "portal", redirect_uri: "http://127.0.0.1:5173/callback", response_type: "code" });
    expect((await fetch(`${cloud.address.issuerUrl}/authorize?${query}`)).status).toBe(400);
  });

  it("the ports of its engines stand in no file of its state and in no function's environment", () => {
    const processes = markedProcesses(cloud.state).map((pid) => {
      const read = (name: string): string[] => readFileSync(`/proc/${pid}/${name}`, "utf8").split("\0");
      return { arguments: read("cmdline"), environment: read("environ") };
    });
    const engine = processes.find(({ arguments: given }) => given.includes("--port"));
    const port = engine?.arguments[(engine.arguments.indexOf("--port") ?? 0) + 1];
    expect(port).toMatch(/^\d{4,5}$/);
    const functions = processes.filter(({ environment }) => environment.some((each) => each.startsWith("AWS_LAMBDA_FUNCTION_NAME=")));
    expect(functions).not.toEqual([]);
    expect(functions.flatMap(({ environment }) => environment).filter((each) => each.includes(`:${port}`))).toEqual([]);
    expect(filesOf(cloud.state).filter((file) => readFileSync(file, "latin1").includes(`:${port}`))).toEqual([]);
  });

  it("its secrets are for their owner's eyes only", () => {
    const readable = (file: string): boolean => (statSync(join(cloud.state, file)).mode & 0o077) !== 0;
    expect(["control-secret", "issuer-key.json"].filter(readable)).toEqual([]);
    expect(statSync(cloud.state).mode & 0o077).toBe(0);
  });
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
