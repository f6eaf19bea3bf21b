import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, ArnFormat, Aws, Duration, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import { HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { AttributeType, BillingMode, StreamViewType, Table } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  Code,
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { buildSync } from "esbuild";
import type { SignIn } from "../../infra/local-cloud/identity/persona.ts";
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = join(import.meta.dirname, "../..");

/** A small assembly of purpose-made functions: an API on one table, consumers of its stream and of a queue, with failure queues. */
export function smallAssembly(): string {
  const folder = temporaryFolder("small");
  const code = (name: string): Code => {
    const outfile = join(folder, name, "index.mjs");
    const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";
    buildSync({
      entryPoints: [join(root, "tests/fixtures/functions", `${name}.mjs`)],
      bundle: true,
      platform: "node",
      format: "esm",
      outfile,
      banner: { js: banner },
    });
    // A file in the asset that is not code.
    writeFileSync(join(folder, name, "factor.json"), '{"factor":2}');
    return Code.fromAsset(join(folder, name));
  };
  const app = new App({ outdir: join(folder, "assembly") });
  const stack = new Stack(app, "small");
  const tableName = Fn.join("-", ["things", Aws.ACCOUNT_ID]);
  const key = { name: "pk", type: AttributeType.STRING };
  const table = new Table(stack, "Things", {
    tableName,
    partitionKey: key,
    sortKey: { ...key, name: "sk" },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const common = { runtime: Runtime.NODEJS_22_X, handler: "index.handler", environment: { TABLE: table.tableName } };
  const api = new LambdaFunction(stack, "thing-api", { ...common, code: code("thing-api"), timeout: Duration.seconds(3), memorySize: 256 });
  api.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:GetItem", "dynamodb:PutItem"], resources: [table.tableArn] }));
  const consumer = new LambdaFunction(stack, "on-thing", { ...common, code: code("on-thing"), timeout: Duration.seconds(10) });
  consumer.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"], resources: [table.tableArn] }));
  const failed = new Queue(stack, "on-thing-failed");
  failed.grantSendMessages(consumer);
  table.grantStreamRead(consumer);
  new EventSourceMapping(stack, "things", {
    target: consumer,
    eventSourceArn: table.tableStreamArn ?? "",
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 2,
    onFailure: new SqsDlq(failed),
    filters: [
      FilterCriteria.filter({ eventName: FilterRule.isEqual("INSERT"), dynamodb: { NewImage: { kind: { S: FilterRule.exists() } } } }),
    ],
  });
  const workFailed = new Queue(stack, "work-failed");
  const work = new Queue(stack, "work", {
    queueName: "work",
    visibilityTimeout: Duration.minutes(1),
    deadLetterQueue: { queue: workFailed, maxReceiveCount: 2 },
  });
  const worker = new LambdaFunction(stack, "on-work", { ...common, code: code("on-work"), timeout: Duration.seconds(10) });
  worker.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:PutItem"], resources: [table.tableArn] }));
  worker.addEventSource(new SqsEventSource(work, { reportBatchItemFailures: true }));
  api.addEnvironment("QUEUE", work.queueUrl);
  api.addToRolePolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [work.queueArn] }));
  api.addEnvironment("QUEUE_AT_AWS", Fn.join("", ["https://sqs.", Aws.REGION, ".", Aws.URL_SUFFIX, "/", Aws.ACCOUNT_ID, "/work"]));
  const doublerArn = stack.formatArn({
    service: "lambda",
    resource: "function",
    resourceName: "doubler",
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  api.addToRolePolicy(new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [doublerArn] }));
  addDoubler(app, { tableName, code: code("doubler") });
  const http = new HttpApi(stack, "api", { createDefaultStage: true });
  const authorizer = new HttpJwtAuthorizer("token", "https://issuer.example.invalid", { jwtAudience: ["things"] });
  const integration = new HttpLambdaIntegration("things", api);
  http.addRoutes({ path: "/open/{action}", methods: [HttpMethod.POST], integration });
  http.addRoutes({ path: "/things/{action}", methods: [HttpMethod.POST], integration, authorizer });
  app.synth();
  return join(folder, "assembly");
}

/**
 * A stack that refers to the first one's table only by name. Its function has a file beside its bundle and is invoked by the API's
 * function.
 */
function addDoubler(app: App, { tableName, code }: { readonly tableName: string; readonly code: Code }): void {
  const stack = new Stack(app, "doubling");
  const doubler = new LambdaFunction(stack, "doubler", {
    functionName: "doubler",
    runtime: Runtime.NODEJS_22_X,
    handler: "index.handler",
    code,
    environment: { TABLE: tableName },
    onFailure: new SqsDestination(new Queue(stack, "given-up")),
    retryAttempts: 1,
  });
  const table = stack.formatArn({ service: "dynamodb", resource: "table", resourceName: tableName });
  doubler.addToRolePolicy(new PolicyStatement({ actions: ["dynamodb:PutItem"], resources: [table] }));
}

/** A fresh folder for a local cloud's state. */
export function stateFolder(): string {
  return temporaryFolder("cloud");
}

/** Two people to sign in as. */
export const testSignIn: SignIn = {
  product: { zh: "测试", en: "Test" },
  personas: [
    { name: "mill", subject: "persona-mill", zh: "造纸 · 刘洋", en: "Mill · Liu Yang" },
    { name: "bank", subject: "persona-bank", zh: "银行 · 周婷", en: "Bank · Zhou Ting" },
  ],
};
/** Options of a local cloud on the small assembly. */
export const smallCloudOptions = {
  target: { region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" },
  audience: "things",
  signIn: testSignIn,
};

/** A local cloud on the small assembly, with fresh state unless one is given. */
export function startSmallCloud(options: Partial<LocalCloudOptions> & Pick<LocalCloudOptions, "assembly">): Promise<LocalCloud> {
  return startLocalCloud({ ...smallCloudOptions, state: stateFolder(), ...options });
}

/** Calls an action of the small API; without a token on the open route. */
export async function callThings(
  cloud: { readonly address: { readonly apiUrl: string } },
  action: string,
  body: object = {},
  token?: string,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const headers: Record<string, string> = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${cloud.address.apiUrl}/${token ? "things" : "open"}/${action}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
