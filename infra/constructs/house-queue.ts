import { Duration, Validations } from "aws-cdk-lib";
import { type IQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { alarmPeriod, houseAlarm } from "./alarm.ts";

/** How often a message is tried before it goes to the failure queue. */
const tries = 5;
/** A queue must hide a message for six times as long as its function may run, or a slow batch comes twice. */
const visibilityPerTimeout = 6;

/** Who is hurt by a backlog or a failure, and who is told. */
export interface QueueAlarmProps {
  readonly whoIsHurt: string;
  readonly alarmTopicArn: string | undefined;
}

/** A failure queue: keeps what failed for 14 days and rings as soon as it holds anything. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, props: QueueAlarmProps) {
    super(scope, id, { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) });
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "This is the failure queue itself: people look at what it holds and replay it.",
    });
    houseAlarm(this, "alarm", {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: "Maximum" }),
      above: 0,
      whoIsHurt: props.whoIsHurt,
      whatFails: "The failure queue holds work that was given up: look at it and replay it",
      topicArn: props.alarmTopicArn,
    });
  }
}

/** The queue of one subscriber with its failure queue; rings when its oldest message waits for more than five minutes. */
export class HouseQueue extends Queue {
  /** Where messages go after five tries, and what can't be decoded. */
  readonly failures: IQueue;

  constructor(scope: Construct, id: string, props: QueueAlarmProps & { readonly timeout: Duration }) {
    const failures = new FailureQueue(scope, `${id}-failed`, props);
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(props.timeout.toSeconds() * visibilityPerTimeout),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: failures, maxReceiveCount: tries },
    });
    this.failures = failures;
    houseAlarm(this, "alarm", {
      metric: this.metricApproximateAgeOfOldestMessage({ period: alarmPeriod, statistic: "Maximum" }),
      above: 300,
      whoIsHurt: props.whoIsHurt,
      whatFails: "The oldest message waits for more than five minutes",
      topicArn: props.alarmTopicArn,
    });
  }
}
