import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { everyOf, idOf, listOf, referenced, type Synthesis, statementsOf, syntheses } from "../support/synth.ts";

describe("what a deployment can switch on, and what is off without its setting", () => {
  let on: Synthesis;
  let off: Synthesis;
  beforeAll(async () => {
    [on, off] = (await syntheses()) as [Synthesis, Synthesis];
    expect([on.settings.backups, off.settings.backups]).toEqual(["daily", "off"]);
  });

  const functionsOf = ({ assembly }: Synthesis) => assembly.ofType("AWS::Lambda::Function");

  it("tags every stack with product, deployment and stack, and with the tags of the settings", () => {
    expect(on.stackTags.size).toBeGreaterThan(10);
    for (const { stackTags, settings } of [on, off])
      for (const [stack, tags] of stackTags)
        expect(tags).toEqual({ ...settings.tags, project: "ecovalue", deployment: "ecovalue", stack: stack.replace(/^ecovalue-/, "") });
    expect([on.settings.tags, off.settings.tags]).toEqual([{ department: "exchange" }, {}]);
  });

  it("traces every function but the one whose calls are confidential, and lets exactly those write traces", () => {
    const traced = functionsOf(on).filter(({ properties }) => fieldsOf(properties.TracingConfig).Mode === "Active");
    expect(
      functionsOf(on)
        .filter((each) => !traced.includes(each))
        .map(idOf),
    ).toEqual(["bidding-api"]);
    const writing = ({ assembly }: Synthesis): string[] =>
      assembly
        .ofType("AWS::Lambda::Function")
        .map(idOf)
        .filter((id) => statementsOf(assembly, id).some(({ actions }) => actions.includes("xray:PutTraceSegments")));
    expect(writing(on)).toEqual(traced.map(idOf));
    expect(writing(off)).toEqual([]);
    expect(functionsOf(off).filter(({ properties }) => properties.TracingConfig !== undefined)).toEqual([]);
  });

  it("reserves concurrency for bidding and for nothing else", () => {
    const reserved = (synthesis: Synthesis): unknown[] =>
      functionsOf(synthesis)
        .filter(({ properties }) => properties.ReservedConcurrentExecutions !== undefined)
        .map((each) => [idOf(each), each.properties.ReservedConcurrentExecutions]);
    expect(reserved(on)).toEqual([["bidding-api", 100]]);
    expect(reserved(off)).toEqual([]);
  });

  it("backs up every table daily and monthly into a locked vault that outlives its stack", () => {
    const { resources } = on;
    const tables = resources.filter(({ type }) => type === "AWS::DynamoDB::Table").map(({ id }) => id);
    const [selection] = everyOf({ resources }, "AWS::Backup::BackupSelection");
    const selected = listOf(fieldsOf(selection?.properties.BackupSelection).Resources).map((arn) => tableIn(arn));
    expect(selected.sort()).toEqual(
      Object.keys(tablesOf(contexts))
        .map((name) => tables.find((id) => id.startsWith(name)))
        .sort(),
    );

    const [plan] = everyOf({ resources }, "AWS::Backup::BackupPlan");
    const [vault] = everyOf({ resources }, "AWS::Backup::BackupVault");
    const rules = listOf(fieldsOf(plan?.properties.BackupPlan).BackupPlanRule).map(fieldsOf);
    expect(
      rules.map(({ RuleName, ScheduleExpression, Lifecycle, TargetBackupVault }) => [
        [RuleName, ScheduleExpression, fieldsOf(Lifecycle).DeleteAfterDays],
        referenced(TargetBackupVault),
      ]),
    ).toEqual([
      [["daily", "cron(30 18 * * ? *)", 35], vault?.id],
      [["monthly", "cron(30 18 1 * ? *)", 3_660], vault?.id],
    ]);
    expect(vault).toMatchObject({
      properties: { LockConfiguration: { MinRetentionDays: 35 } },
      raw: { DeletionPolicy: "RetainExceptOnCreate" },
    });
    expect(off.resources.filter(({ type }) => type.startsWith("AWS::Backup::"))).toEqual([]);
  });
});

/** Logical id of the table in an ARN that a template makes of it. */
function tableIn(arn: unknown): string | undefined {
  return referenced(arn) ?? /"Ref":"(?!AWS::)(\w+)"/.exec(JSON.stringify(arn))?.[1];
}
