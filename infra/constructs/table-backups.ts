import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Schedule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import { addAlarm, alarmPeriod } from "./alarm.ts";
import type { ServiceTable } from "./service-table.ts";

/** At night in Shanghai, after the sweeps of the day; cron expressions are in UTC. */
const hour = { minute: "30", hour: "18" } as const;

/**
 * Recovery points of all tables beside their point-in-time recovery, which reaches back 35 days only: one a day, and one a month for
 * auditors. The vault is locked: nobody can delete a young recovery point without the right to change the lock first. A job that fails
 * raises an alarm.
 */
export class TableBackups extends Construct {
  constructor(scope: Construct, id: string, tables: readonly ServiceTable[], settings: Settings) {
    super(scope, id);
    const { backupDays, backupYears } = settings;
    const [daily, monthly] = [backupDays, backupYears * 366];
    const vault = new BackupVault(this, "vault", {
      lockConfiguration: { minRetention: Duration.days(Math.min(daily, monthly)) },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const rule = (ruleName: string, day: string, days: number): BackupPlanRule =>
      new BackupPlanRule({ ruleName, scheduleExpression: Schedule.cron({ ...hour, day }), deleteAfter: Duration.days(days) });
    const plan = new BackupPlan(this, "plan", {
      backupVault: vault,
      backupPlanRules: [rule("daily", "*", daily), rule("monthly", "1", monthly)],
    });
    const selection = plan.addSelection("tables", { resources: tables.map((table) => BackupResource.fromDynamoDbTable(table)) });
    Validations.of(selection).acknowledge({
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
      reason: "AWS Backup's own policy for making recovery points: AWS keeps it in step with the service.",
    });
    addAlarm(this, "job-failed", {
      of: id,
      metric: new Metric({
        namespace: "AWS/Backup",
        metricName: "NumberOfBackupJobsFailed",
        dimensionsMap: { BackupVaultName: vault.backupVaultName },
        statistic: "Sum",
        period: alarmPeriod,
      }),
      above: 0,
      impact: "A recovery point that auditors are promised is missing",
      finding: "AWS Backup failed to copy a table into the vault",
      settings,
    });
  }
}
