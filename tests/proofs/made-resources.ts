import type { Assembly, Resource } from "../../infra/local-cloud/assembly/assembly.ts";
import { deployedFunctions } from "../../infra/local-cloud/deployed-functions.ts";
import { type Fields, fieldsOf, list, parseJson } from "../../infra/local-cloud/values.ts";
import type { AccountReader } from "./account.ts";
import type { Pair } from "./comparison.ts";

type Sides = Pick<Pair, "wanted" | "found">;

/** Pairs every resource that holds state or runs code with what the account has under its name. */
export async function pairsOf(assembly: Assembly, reader: AccountReader): Promise<readonly Pair[]> {
  const rights = new Map(deployedFunctions(assembly, "").map(({ definition, caller }) => [definition.name, caller.policies]));
  const sides: Readonly<Record<string, (resource: Resource) => Promise<Sides>>> = {
    "AWS::DynamoDB::Table": (resource) => tableSides(resource, reader),
    "AWS::SQS::Queue": (resource) => queueSides(resource, reader),
    "AWS::S3::Bucket": (resource) => bucketSides(resource, reader),
    "AWS::Lambda::Function": (resource) => functionSides(resource, rights.get(resource.name) ?? [], reader),
    "AWS::Lambda::EventSourceMapping": (resource) => eventSourceSides(resource, reader),
    "AWS::KMS::Alias": (resource) => aliasSides(resource, assembly, reader),
  };
  const pairs: Pair[] = [];
  for (const [type, of] of Object.entries(sides)) {
    for (const resource of assembly.ofType(type)) pairs.push({ type, name: resource.name, ...(await of(resource)) });
  }
  return pairs;
}

async function tableSides({ name, properties }: Resource, reader: AccountReader): Promise<Sides> {
  const index = (each: unknown) => {
    const { IndexName, KeySchema, Projection } = fieldsOf(each);
    return { IndexName, KeySchema, Projection };
  };
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification, DeletionProtectionEnabled } = properties;
  const recovery = fieldsOf(properties.PointInTimeRecoverySpecification).PointInTimeRecoveryEnabled;
  const made = await reader.table(name);
  return {
    wanted: {
      ...{ KeySchema, AttributeDefinitions, DeletionProtectionEnabled, BillingMode: properties.BillingMode },
      indexes: list(GlobalSecondaryIndexes).map(index),
      stream: fieldsOf(StreamSpecification).StreamViewType ?? "none",
      recovery: recovery === true ? "ENABLED" : "DISABLED",
    },
    found: {
      ...{ KeySchema: made.KeySchema, AttributeDefinitions: made.AttributeDefinitions },
      ...{ DeletionProtectionEnabled: made.DeletionProtectionEnabled, BillingMode: fieldsOf(made.BillingModeSummary).BillingMode },
      indexes: list(made.GlobalSecondaryIndexes).map(index),
      stream: fieldsOf(made.StreamSpecification).StreamViewType ?? "none",
      // Where nobody switched it on, AWS says so; an emulator that passes over it in a template says the same.
      recovery: made.PointInTimeRecoveryStatus === "ENABLED" ? "ENABLED" : undefined,
    },
  };
}

async function queueSides({ name, properties }: Resource, reader: AccountReader): Promise<Sides> {
  const { VisibilityTimeout, MessageRetentionPeriod, DelaySeconds, RedrivePolicy, SqsManagedSseEnabled } = properties;
  const made = await reader.queue(name);
  return {
    wanted: { VisibilityTimeout, MessageRetentionPeriod, DelaySeconds, RedrivePolicy, SqsManagedSseEnabled },
    found: { ...made, RedrivePolicy: parseJson(String(made.RedrivePolicy)) },
  };
}

async function bucketSides({ name, properties }: Resource, reader: AccountReader): Promise<Sides> {
  const rules = list(fieldsOf(properties.BucketEncryption).ServerSideEncryptionConfiguration).map(fieldsOf);
  return {
    wanted: {
      versioning: fieldsOf(properties.VersioningConfiguration).Status,
      access: properties.PublicAccessBlockConfiguration,
      algorithms: rules.map((rule) => fieldsOf(rule.ServerSideEncryptionByDefault).SSEAlgorithm),
    },
    found: await reader.bucket(name).then(({ encryption, ...made }) => ({
      ...made,
      algorithms: encryption && list(encryption).map((rule) => fieldsOf(fieldsOf(rule).ApplyServerSideEncryptionByDefault).SSEAlgorithm),
    })),
  };
}

async function functionSides({ name, properties }: Resource, rights: unknown, reader: AccountReader): Promise<Sides> {
  const { Handler, Runtime, Timeout, MemorySize, Architectures, Environment, LoggingConfig } = properties;
  const made = await reader.function(name);
  return {
    wanted: { Handler, Runtime, Timeout, MemorySize, Architectures, LoggingConfig, Environment, statements: anyGenerated(rights) },
    found: { ...made, Environment: { Variables: fieldsOf(made.Environment).Variables }, statements: anyGenerated(made.statements) },
  };
}

/** Labels of streams and names of log groups are made up at deployment: they stand for any. */
function anyGenerated(value: unknown): unknown {
  const text = JSON.stringify(value ?? null);
  return JSON.parse(text.replace(/(:table\/[\w.-]+\/stream\/)[^"*]+/g, "$1*").replace(/(:log-group:)[^"]+/g, "$1*"));
}

async function eventSourceSides({ properties }: Resource, reader: AccountReader): Promise<Sides> {
  const names = ["BatchSize", "FunctionResponseTypes", "BisectBatchOnFunctionError", "MaximumRetryAttempts", "MaximumRecordAgeInSeconds"];
  const others = ["StartingPosition", "FilterCriteria", "DestinationConfig", "ScalingConfig"];
  const origin = String(properties.EventSourceArn);
  const made = await reader.eventSources(String(properties.FunctionName));
  const found = made.find(({ EventSourceArn }) => anyGenerated(EventSourceArn) === origin);
  return { wanted: pick(properties, [...names, ...others]), found };
}

async function aliasSides({ name }: Resource, assembly: Assembly, reader: AccountReader): Promise<Sides> {
  const [key] = assembly.ofType("AWS::KMS::Key");
  const made = await reader.alias(name);
  return {
    wanted: { AliasName: name, hasKey: key !== undefined, KeyRotationEnabled: key?.properties.EnableKeyRotation },
    found: made && { ...made, hasKey: made.TargetKeyId !== undefined },
  };
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name]]));
}
