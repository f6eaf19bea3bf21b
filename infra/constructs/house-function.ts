import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { alarmPeriod, houseAlarm } from "./alarm.ts";

/** What a function of the house is made of. */
export interface HouseFunctionProps {
  /** Folder with the prebuilt `index.mjs`. */
  readonly bundleFolder: string;
  readonly timeout: Duration;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly whoIsHurt: string;
  readonly settings: Settings;
}

/**
 * A function of the house: prebuilt bundle, own role that may write its own log and nothing else yet, kept logs, alarm on every error. It is
 * not traced: X-Ray is not offered in the China regions, and request ids in the logs connect a call across functions.
 */
export class HouseFunction extends LambdaFunction {
  /** Its own role; grants add statements to it. */
  readonly ownRole: Role;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    const { settings } = props;
    const logGroup = new LogGroup(scope, `${id}-logs`, {
      retention: retentionOf(settings),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }),
    );
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: settings.architecture === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
      handler: "index.handler",
      code: Code.fromAsset(props.bundleFolder),
      timeout: props.timeout,
      memorySize: props.memoryMb,
      environment: { SERVICE_NAME: id, ...props.environment },
      logGroup,
      role,
    });
    this.ownRole = role;
    houseAlarm(this, "alarm", {
      metric: this.metricErrors({ period: alarmPeriod }),
      above: 0,
      whoIsHurt: props.whoIsHurt,
      whatFails: `Function ${id} failed or ran out of time`,
      topicArn: settings.alarmTopicArn,
    });
  }
}

/** Log retention in days; CloudWatch refuses other numbers than those it lists, and the settings refuse them first. */
export function retentionOf(settings: Settings): RetentionDays {
  return settings.logRetentionDays;
}

/** Longest a function behind the API may run: API Gateway waits for 30 seconds at most, and the close of an auction relies on it. */
export const apiTimeout = Duration.seconds(29);
/** Longest a job may run. */
export const jobTimeout = Duration.minutes(5);
/** Longest a batch of messages may take. */
export const consumerTimeout = Duration.minutes(1);
