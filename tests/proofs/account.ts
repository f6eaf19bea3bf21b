import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import { GetFunctionConfigurationCommand, LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { GetBucketEncryptionCommand, GetBucketVersioningCommand, GetPublicAccessBlockCommand, S3Client } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { DeploymentTarget } from "../../infra/local-cloud/assembly/resource-types.ts";
import { type Fields, fieldsOf, list } from "../../infra/local-cloud/values.ts";

const credentials = { accessKeyId: "proof", secretAccessKey: "proof" };

/** An account in a region. */
export type Account = Omit<DeploymentTarget, "queueEndpoint">;

/** The account that moto emulates, in a region of either partition. */
export function accountIn(region: string): Account {
  return { accountId: "123456789012", region, partition: region.startsWith("cn-") ? "aws-cn" : "aws" };
}

/** Reads an account at an emulator of AWS, by AWS's own clients and, where the product has none, by the query protocol. */
export function accountReader(endpoint: string, { region }: Account) {
  const where = { endpoint, region, credentials };
  const dynamo = new DynamoDBClient(where);
  const lambda = new LambdaClient(where);
  const s3 = new S3Client({ ...where, forcePathStyle: true });
  const sqs = new SQSClient(where);
  const kms = new KMSClient(where);

  /** An answer of the query protocol, as XML. */
  async function query(service: string, words: Readonly<Record<string, string>>): Promise<string> {
    const scope = `${region}/${service}/aws4_request`;
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=proof/20260101/${scope}, SignedHeaders=host, Signature=0` };
    const answer = await fetch(endpoint, { method: "POST", headers, body: new URLSearchParams(words) });
    if (!answer.ok) throw new Error(`${service} ${words.Action}: ${await answer.text()}`);
    return answer.text();
  }

  async function statementsOfRole(RoleName: string): Promise<unknown[]> {
    const names = texts(await query("iam", { Action: "ListRolePolicies", Version: "2010-05-08", RoleName }), "member");
    const documents = names.map(async (PolicyName) => {
      const answer = await query("iam", { Action: "GetRolePolicy", Version: "2010-05-08", RoleName, PolicyName });
      const [document = "{}"] = texts(answer, "PolicyDocument");
      return list([fieldsOf(JSON.parse(decodeURIComponent(document))).Statement].flat());
    });
    return (await Promise.all(documents)).flat();
  }

  return {
    /** Physical ids by logical id of what a stack created. */
    resourcesOf: async (StackName: string): Promise<ReadonlyMap<string, string>> => {
      const answer = await query("cloudformation", { Action: "DescribeStackResources", Version: "2010-05-15", StackName });
      return new Map(
        texts(answer, "member").map((each) => [texts(each, "LogicalResourceId")[0] ?? "", texts(each, "PhysicalResourceId")[0] ?? ""]),
      );
    },
    table: async (TableName: string): Promise<Fields> => {
      const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
      const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
      const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      return { ...Table, PointInTimeRecoveryStatus: recovery };
    },
    queue: async (QueueName: string): Promise<Fields> => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
      return { QueueUrl, ...Attributes };
    },
    bucket: async (Bucket: string): Promise<Fields> => ({
      versioning: (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
      access: (await held(s3.send(new GetPublicAccessBlockCommand({ Bucket }))))?.PublicAccessBlockConfiguration,
      encryption: (await held(s3.send(new GetBucketEncryptionCommand({ Bucket }))))?.ServerSideEncryptionConfiguration?.Rules,
    }),
    /** A function's configuration with the statements of its role. */
    function: async (FunctionName: string): Promise<Fields> => {
      const { Role = "", ...configuration } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return { ...configuration, Role, statements: await statementsOfRole(Role.slice(Role.lastIndexOf("/") + 1)) };
    },
    eventSources: async (FunctionName: string): Promise<readonly Fields[]> =>
      (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }))).EventSourceMappings?.map(fieldsOf) ?? [],
    /** Alias of a key and the key's id. The key itself can't be read: moto fails on a key's policy that CloudFormation set. */
    alias: async (name: string): Promise<Fields | undefined> =>
      (await kms.send(new ListAliasesCommand())).Aliases?.map(fieldsOf).find(({ AliasName }) => AliasName === name),
    /** How many items a table holds. */
    itemsOf: async (TableName: string): Promise<number> => (await dynamo.send(new ScanCommand({ TableName, Select: "COUNT" }))).Count ?? 0,
  };
}

/** Reads an account. */
export type AccountReader = ReturnType<typeof accountReader>;

/** An answer, or undefined where the account has no such setting. */
function held<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof Error && /^NoSuch|NotFound/.test(error.name)) return undefined;
    throw error;
  });
}

/** Contents of every element of a name; an element within one of its own name is not told apart, and our answers have none. */
function texts(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, "g"))].map(([, text = ""]) => text);
}
