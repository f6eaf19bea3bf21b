import { type Fields, fieldsOf } from "../values.ts";

/** The deployment target of an assembly: ARNs and addresses are built from it. */
export interface DeploymentTarget {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /** Endpoint in the addresses of queues; SQS clients send to it unless `useQueueUrlAsEndpoint` is off. */
  readonly queueEndpoint: string;
}

/** What `Ref` and `Fn::GetAtt` of one resource need. */
export interface NamedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
}

interface ResourceType {
  /** Property that holds a name chosen in the template. */
  readonly nameProperty?: string;
  /** Turns the readable name into one the service accepts. */
  readonly nameOf?: (readable: string, properties: Fields) => string;
  /** Names of this type are unique in an account. */
  readonly unique?: boolean;
  readonly ref?: (resource: NamedResource, target: DeploymentTarget) => string;
  readonly attributes?: Readonly<Record<string, (resource: NamedResource, target: DeploymentTarget) => string>>;
}

const arn =
  (service: string, resource: (name: string) => string) =>
  ({ name }: NamedResource, { partition, region, accountId }: DeploymentTarget): string =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource(name)}`;
const roleArn = ({ name }: NamedResource, { partition, accountId }: DeploymentTarget): string =>
  `arn:${partition}:iam::${accountId}:role/${name}`;
const tableArn = arn("dynamodb", (name) => `table/${name}`);
const queueUrl = ({ name }: NamedResource, { queueEndpoint, accountId }: DeploymentTarget): string =>
  `${queueEndpoint}/${accountId}/${name}`;
const bucketArn = ({ name }: NamedResource, { partition }: DeploymentTarget): string => `arn:${partition}:s3:::${name}`;
const topicArn = arn("sns", (name) => name);
const ownName = ({ name }: NamedResource): string => name;
const logicalId = (resource: NamedResource): string => resource.logicalId;
const functionName = (readable: string): string => readable.slice(0, 64);

/** Types that the local cloud runs, with how their names and attributes are built. */
const running: Readonly<Record<string, ResourceType>> = {
  "AWS::DynamoDB::Table": {
    nameProperty: "TableName",
    unique: true,
    // The engine chooses the label of a stream, so policies allow any stream of the table.
    attributes: { Arn: tableArn, StreamArn: (resource, target) => `${tableArn(resource, target)}/stream/*` },
  },
  "AWS::SQS::Queue": {
    nameProperty: "QueueName",
    unique: true,
    nameOf: (readable, { FifoQueue }) => (String(FifoQueue) === "true" ? `${readable.slice(0, 75)}.fifo` : readable.slice(0, 80)),
    ref: queueUrl,
    attributes: { Arn: arn("sqs", (name) => name), QueueName: ownName, QueueUrl: queueUrl },
  },
  "AWS::S3::Bucket": {
    nameProperty: "BucketName",
    unique: true,
    nameOf: (readable) => readable.toLowerCase().slice(0, 63),
    attributes: { Arn: bucketArn, DomainName: ({ name }) => `${name}.localhost`, RegionalDomainName: ({ name }) => `${name}.localhost` },
  },
  "AWS::Lambda::Function": {
    nameProperty: "FunctionName",
    unique: true,
    nameOf: functionName,
    attributes: { Arn: arn("lambda", (name) => `function:${name}`) },
  },
  "AWS::Lambda::EventSourceMapping": { ref: logicalId },
  "AWS::Lambda::EventInvokeConfig": { ref: logicalId },
  "AWS::Lambda::Permission": { ref: logicalId },
  "AWS::IAM::Role": {
    nameProperty: "RoleName",
    unique: true,
    nameOf: functionName,
    attributes: { Arn: roleArn, RoleId: logicalId },
  },
  "AWS::IAM::Policy": { ref: logicalId },
  "AWS::IAM::ManagedPolicy": { ref: arn("iam", (name) => `policy/${name}`) },
  "AWS::KMS::Alias": { nameProperty: "AliasName", unique: true },
  "AWS::KMS::Key": { unique: true, attributes: { Arn: arn("kms", (name) => `key/${name}`), KeyId: ownName } },
  "AWS::ApiGatewayV2::Api": { ref: logicalId, attributes: { ApiId: logicalId } },
  "AWS::ApiGatewayV2::Stage": { nameProperty: "StageName" },
  "AWS::ApiGatewayV2::Route": { ref: logicalId },
  "AWS::ApiGatewayV2::Integration": { ref: logicalId },
  "AWS::ApiGatewayV2::Authorizer": { ref: logicalId, attributes: { AuthorizerId: logicalId } },
  "AWS::Scheduler::Schedule": {
    nameProperty: "Name",
    nameOf: functionName,
    attributes: { Arn: arn("scheduler", (name) => `schedule/default/${name}`) },
  },
  "AWS::Events::Rule": { nameProperty: "Name", nameOf: functionName, attributes: { Arn: arn("events", (name) => `rule/${name}`) } },
};

/** Types with no effect of their own here: nested stacks, monitoring, logs, backups, queries, and permissions the local cloud does not check. */
const silent: Readonly<Record<string, ResourceType>> = {
  "AWS::Athena::NamedQuery": { nameProperty: "Name" },
  "AWS::Athena::WorkGroup": { nameProperty: "Name" },
  "AWS::Backup::BackupPlan": { attributes: { BackupPlanId: logicalId } },
  "AWS::Backup::BackupSelection": {},
  "AWS::Backup::BackupVault": { nameProperty: "BackupVaultName" },
  "AWS::CDK::Metadata": {},
  // What is in it is run as that of any stack.
  "AWS::CloudFormation::Stack": {},
  "AWS::CloudWatch::Alarm": { nameProperty: "AlarmName", attributes: { Arn: arn("cloudwatch", (name) => `alarm:${name}`) } },
  "AWS::CloudWatch::CompositeAlarm": { nameProperty: "AlarmName", attributes: { Arn: arn("cloudwatch", (name) => `alarm:${name}`) } },
  "AWS::CloudWatch::Dashboard": { nameProperty: "DashboardName" },
  "AWS::Glue::Database": {},
  "AWS::Glue::Table": {},
  "AWS::Logs::LogGroup": { nameProperty: "LogGroupName", attributes: { Arn: arn("logs", (name) => `log-group:${name}:*`) } },
  "AWS::Logs::MetricFilter": {},
  "AWS::Logs::ResourcePolicy": {},
  "AWS::S3::BucketPolicy": {},
  "AWS::Scheduler::ScheduleGroup": { nameProperty: "Name", attributes: { Arn: arn("scheduler", (name) => `schedule-group/${name}`) } },
  "AWS::SNS::Subscription": {},
  "AWS::SNS::Topic": { nameProperty: "TopicName", ref: topicArn, attributes: { TopicArn: topicArn, TopicName: ownName } },
  "AWS::SNS::TopicPolicy": {},
  "AWS::SQS::QueuePolicy": {},
};

/** Whether the local cloud runs resources of this type. Throws on types it does not know. */
export function hasEffect(type: string): boolean {
  typeOf(type);
  return type in running;
}

/** Name of a resource whose template chose none, made of its place in the construct tree. */
export function generatedName(type: string, readable: string, properties: Fields): string {
  const { nameOf } = typeOf(type);
  return nameOf ? nameOf(readable, properties) : readable;
}

/** Whether an account has each name of this type once only: what the local cloud keeps or runs under its name. */
export function isUniqueInAccount(type: string): boolean {
  return typeOf(type).unique === true;
}

/** Name of the property in which a template may choose the name of such a resource. */
export function nameProperty(type: string): string | undefined {
  return typeOf(type).nameProperty;
}

/** What `Ref` of a resource gives. */
export function refOf(resource: NamedResource, target: DeploymentTarget): string {
  const { ref } = typeOf(resource.type);
  return ref ? ref(resource, target) : resource.name;
}

/** What `Fn::GetAtt` of a resource gives; throws when the local cloud has no such attribute. */
export function attributeOf(resource: NamedResource, attribute: string, target: DeploymentTarget): string {
  const find = typeOf(resource.type).attributes?.[attribute];
  if (!find) throw new Error(`the local cloud has no ${resource.type} attribute ${attribute} (${resource.logicalId})`);
  return find(resource, target);
}

function typeOf(type: string): ResourceType {
  const found = running[type] ?? silent[type];
  if (!found) throw new Error(`the local cloud has no ${type}`);
  return found;
}

/** Values of the pseudo parameters. */
export function pseudoParameters(stack: string, { region, accountId, partition }: DeploymentTarget): Fields {
  return fieldsOf({
    "AWS::Region": region,
    "AWS::AccountId": accountId,
    "AWS::Partition": partition,
    "AWS::URLSuffix": partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    "AWS::StackName": stack,
    "AWS::StackId": `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stack}/local`,
    "AWS::NotificationARNs": [],
  });
}
