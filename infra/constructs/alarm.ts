import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";

/** When an alarm rings, and whom the failure hurts. */
export interface HouseAlarmProps {
  readonly metric: IMetric;
  /** Rings when the metric is above this in one period. */
  readonly above: number;
  /** Who is hurt, in a sentence an operator on call understands. */
  readonly whoIsHurt: string;
  /** What is wrong technically. */
  readonly whatFails: string;
  /** ARN of the topic to notify; without it the alarm only shows. */
  readonly topicArn: string | undefined;
}

/** Period in which alarms look at their metric. */
export const alarmPeriod = Duration.minutes(1);

/** An alarm whose text begins with who is hurt. Missing data is quiet: no failure was reported. */
export function houseAlarm(scope: Construct, id: string, props: HouseAlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.above,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${props.whoIsHurt}. ${props.whatFails}.`,
  });
  if (props.topicArn) {
    const topicArn = props.topicArn;
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: topicArn }) });
  }
  return alarm;
}
