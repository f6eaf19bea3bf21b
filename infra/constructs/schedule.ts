import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Construct } from "constructs";
import { addAlarm } from "./alarm.ts";
import type { ServiceFunction } from "./service-function.ts";
import { FailureQueue, type QueueProps, remedyOf } from "./service-queue.ts";

/** Retries of one run; the next run finds the same work again. */
const retries = 2;
/** Runs that may be missed before an alarm fires. */
const missedRuns = 3;

/**
 * Runs a job every `minutes` minutes. A run that can't be started or keeps failing ends in the job's failure queue; an alarm fires when the
 * job has not run for three intervals. Uses EventBridge rules instead of EventBridge Scheduler: rules are documented for every region, and
 * jobs need no more than minutes in UTC.
 */
export function runEvery(scope: Construct, job: ServiceFunction, minutes: number, props: QueueProps): void {
  const failures = new FailureQueue(scope, job.id, { ...props, remedy: remedyOf(job.id) });
  // After its interval a waiting run is superseded by the next; the lower bound leaves room for retries.
  const maxEventAge = Duration.minutes(Math.max(minutes, 5));
  job.configureAsyncInvoke({ retryAttempts: retries, maxEventAge, onFailure: new SqsDestination(failures) });
  new Rule(scope, `${job.id}-schedule`, {
    schedule: Schedule.rate(Duration.minutes(minutes)),
    targets: [new LambdaFunction(job, { deadLetterQueue: failures, retryAttempts: retries, maxEventAge })],
  });
  addAlarm(job, "missed", {
    of: job.id,
    metric: job.metricInvocations({ period: Duration.minutes(minutes * missedRuns), statistic: "Sum" }),
    below: 1,
    impact: props.impact,
    finding: `Job ${job.id} did not run for ${minutes * missedRuns} minutes`,
    settings: props.deployment.settings,
  });
}
