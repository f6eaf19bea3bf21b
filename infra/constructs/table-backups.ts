import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from "aws-cdk-lib/aws-backup";
import { Schedule } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import type { ServiceTable } from "./service-table.ts";

/** At night in Shanghai, after the sweeps of the day; cron expressions are in UTC. */
const hour = { minute: "30", hour: "18" } as const;

/**
 * Recovery points of all tables beside their point-in-time recovery, which reaches back 35 days only: one a day, and one a month for
 * auditors. Nobody can delete one before its daily retention has passed unless they may change the vault's lock.
 */
export class TableBackups extends Construct {
  constructor(scope: Construct, id: string, tables: readonly ServiceTable[], { backupDays, backupYears }: Settings) {
    super(scope, id);
    const vault = new BackupVault(this, "vault", {
      lockConfiguration: { minRetention: Duration.days(backupDays) },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const rule = (ruleName: string, day: string, keep: Duration): BackupPlanRule =>
      new BackupPlanRule({ ruleName, scheduleExpression: Schedule.cron({ ...hour, day }), deleteAfter: keep });
    const plan = new BackupPlan(this, "plan", {
      backupVault: vault,
      backupPlanRules: [rule("daily", "*", Duration.days(backupDays)), rule("monthly", "1", Duration.days(backupYears * 366))],
    });
    const selection = plan.addSelection("tables", { resources: tables.map((table) => BackupResource.fromDynamoDbTable(table)) });
    Validations.of(selection).acknowledge({
      id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
      reason: "AWS Backup's own policy for making recovery points: AWS keeps it in step with the service.",
    });
  }
}
