import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime, SystemLogLevel, Tracing } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { FunctionDefinition } from "../../shared/deployment/context.ts";
import { type Deployment, nameOf } from "../deployment.ts";
import type { Settings } from "../settings/settings.ts";
import { addAlarm, alarmPeriod } from "./alarm.ts";

/** Properties of a function. */
export interface ServiceFunctionProps {
  readonly deployment: Deployment;
  /** Bundle to run; the one named like its id when absent. */
  readonly bundle?: string;
  readonly timeout: Duration;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Impact of its failure on people. */
  readonly impact: string;
  /** Warnings of its log that raise an alarm each. */
  readonly warnings?: FunctionDefinition["warnings"];
  /** Whether Lambda itself logs failures only, instead of a line for every call, and traces nothing. */
  readonly quiet?: boolean;
  /** Concurrent runs that are reserved for it, and its limit; none when 0 or absent. */
  readonly reservedConcurrency?: number;
}

/**
 * A function of the product: prebuilt bundle, own role with write access to its own log only, retained logs, alarms on errors and
 * throttling. It is traced if the settings say so and its calls are not confidential; request ids in the logs correlate a call across
 * functions in any case.
 */
export class ServiceFunction extends LambdaFunction {
  /** Its own role; grants add statements to it. */
  readonly ownRole: Role;
  /** Its id, without the deployment's name. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { deployment, impact } = props;
    const { settings } = deployment;
    const logGroup = new LogGroup(scope, `${id}-logs`, {
      retention: retentionOf(settings),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }),
    );
    const traced = settings.tracing === "active" && !props.quiet;
    super(scope, id, {
      functionName: nameOf(deployment, "function", id),
      runtime: Runtime.NODEJS_24_X,
      architecture: settings.architecture === "arm64" ? Architecture.ARM_64 : Architecture.X86_64,
      handler: "index.handler",
      code: Code.fromAsset(deployment.bundleFolder(props.bundle ?? id)),
      timeout: props.timeout,
      memorySize: props.memoryMb,
      environment: { SERVICE_NAME: id, ...props.environment },
      tracing: traced ? Tracing.ACTIVE : Tracing.DISABLED,
      ...(props.reservedConcurrency && { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(props.quiet && { loggingFormat: LoggingFormat.JSON, systemLogLevelV2: SystemLogLevel.WARN }),
      logGroup,
      role,
    });
    this.ownRole = role;
    this.id = id;
    if (traced)
      Validations.of(role).acknowledge({
        id: "AwsSolutions-IAM5[Resource::*]",
        reason: "xray:PutTraceSegments and xray:PutTelemetryRecords support no resource.",
      });
    const common = { of: id, impact, settings };
    const errors = this.metricErrors({ period: alarmPeriod });
    addAlarm(this, "errors", { ...common, metric: errors, above: 0, finding: `Function ${id} failed or ran out of time` });
    const throttles = this.metricThrottles({ period: alarmPeriod });
    addAlarm(this, "throttles", {
      ...common,
      metric: throttles,
      above: 0,
      finding: `Function ${id} was throttled: ${props.reservedConcurrency ? `the ${props.reservedConcurrency} concurrent runs reserved for it are` : "the account's concurrency is"} used up`,
    });
    for (const [name, { says, finding }] of Object.entries(props.warnings ?? {})) {
      const counted = logGroup.addMetricFilter(`${name}-warnings`, {
        filterPattern: FilterPattern.stringValue("$.message", "=", says),
        metricNamespace: settings.deployment,
        metricName: `${id}-${name}`,
      });
      addAlarm(this, name, { ...common, metric: counted.metric({ period: alarmPeriod, statistic: "Sum" }), above: 0, finding });
    }
  }
}

/** Log retention in days; CloudWatch accepts listed values only, which the settings check. */
export function retentionOf(settings: Settings): RetentionDays {
  return settings.logRetentionDays;
}

/**
 * Timeout of each kind of function. API Gateway waits for at most 30 seconds, and closing an auction relies on that limit; the replay waits
 * for a job that it runs again.
 */
export const timeouts = {
  api: Duration.seconds(29),
  job: Duration.minutes(5),
  facts: Duration.minutes(1),
  queue: Duration.minutes(1),
  replay: Duration.minutes(10),
} as const;
