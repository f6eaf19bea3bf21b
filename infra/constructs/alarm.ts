import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

/** When an alarm fires, and what that means to people. */
export interface AlarmProps {
  readonly metric: IMetric;
  /** Fires when the metric is above this in one period; no data is no failure. */
  readonly above?: number;
  /** Fires when the metric is below this in one period; no data counts as below. */
  readonly below?: number;
  /** What it means to people, in a sentence that an operator on call understands. */
  readonly impact: string;
  /** What is wrong technically. */
  readonly finding: string;
  readonly settings: Settings;
}

/** Period in which alarms look at their metric. */
export const alarmPeriod = Duration.minutes(1);

/** An alarm whose text begins with the impact. Without a topic in the settings it only shows. */
export function addAlarm(scope: Construct, id: string, { metric, above, below, impact, finding, settings }: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: below ?? above ?? 0,
    evaluationPeriods: 1,
    comparisonOperator: below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    alarmDescription: `${impact}. ${finding}.`,
  });
  const { alarmTopicArn } = settings;
  if (alarmTopicArn) alarm.addAlarmAction({ bind: () => ({ alarmActionArn: alarmTopicArn }) });
  return alarm;
}
