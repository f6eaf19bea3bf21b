import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

/** When an alarm fires, and its impact on people. */
export interface AlarmProps {
  /** Id of the function, queue or API it watches: its name is the deployment's name, this id and its own. */
  readonly of: string;
  readonly metric: IMetric;
  /** Fires when the metric is above this in one period; missing data is no failure. */
  readonly above?: number;
  /** Fires when the metric is below this in one period; missing data counts as below. */
  readonly below?: number;
  /** Impact on people, in a sentence that an operator on call understands. */
  readonly impact: string;
  /** The technical cause. */
  readonly finding: string;
  readonly settings: Settings;
}

/** Evaluation period of alarms. */
export const alarmPeriod = Duration.minutes(1);

/**
 * Adds an alarm with a name that operators find in `docs/operations.md`, and a text that starts with the impact. It notifies the topic of
 * the settings.
 */
export function addAlarm(scope: Construct, id: string, { of, metric, above, below, impact, finding, settings }: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmName: `${settings.deployment}-${of}-${id}`,
    metric,
    threshold: below ?? above ?? 0,
    evaluationPeriods: 1,
    comparisonOperator: below === undefined ? ComparisonOperator.GREATER_THAN_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    alarmDescription: `${impact}. ${finding}.`,
  });
  const { alarmTopicArn } = settings;
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: alarmTopicArn }) });
  return alarm;
}
