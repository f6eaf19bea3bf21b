import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { readCapacityTable } from "../../infra/cost/capacity-table.ts";
import {
  archiveQuestions,
  type CostBasis,
  idleMonth,
  noticesOfAuction,
  priced,
  sentNotices,
  thousandCalls,
  type Usage,
  wholeAuction,
} from "../../infra/cost/cost.ts";
import { countResources } from "../../infra/cost/deployed-resources.ts";
import { readAuctionSteps, readPriceLists, readUsageInputs } from "../../infra/cost/price-list.ts";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { functionsOf, functionsOfKind, queueOf } from "../../shared/deployment/derive.ts";
import { everyOf, listOf, type Synthesis, syntheses } from "../support/synth.ts";
import handlers from "./handler-actions.json" with { type: "json" };

describe("what the deployment guide says of the templates", () => {
  let made: readonly Synthesis[];
  beforeAll(async () => {
    made = await syntheses();
  });

  it("what costs something while nobody calls is counted as the contexts declare it", () => {
    for (const synthesis of made) {
      const counted = countResources(synthesis.resources.map(({ id, type, properties }) => [id, type, properties] as const));
      const jobs = functionsOfKind(contexts, "job").map(({ definition }) => definition.everyMinutes);
      expect(counted.jobs.map(({ everyMinutes }) => everyMinutes).sort()).toEqual(jobs.sort());
      expect(counted.jobs.filter(({ memoryMb }) => memoryMb !== 512)).toEqual([]);
      expect(counted.polledQueues).toBe(functionsOf(contexts).filter((each) => queueOf(each) !== undefined).length);
      const keys = contexts.reduce((count, context: ContextDefinition) => count + Object.keys(context.keys ?? {}).length, 0);
      const isOn = synthesis.settings.backups === "daily";
      expect(counted.metricFilters).toBe(everyOf(synthesis, "AWS::Logs::MetricFilter").length);
      expect(counted.recoveryPoints).toBe(isOn ? 35 + 120 : 0);
      expect([...counted.functions].flatMap(([id, { traced }]) => (traced === isOn ? [] : id))).toEqual(isOn ? ["bidding-api"] : []);
      expect(counted.functions.size).toBe(everyOf(synthesis, "AWS::Lambda::Function").length);
      expect(counted.alarmMetrics).toBe(everyOf(synthesis, "AWS::CloudWatch::Alarm").length);
      expect(counted).toMatchObject({ architecture: synthesis.settings.architecture, dashboards: 1, keys, logDays: 180 });
    }
  });

  it("its costs are those that the command computes", () => {
    const resourcesWith = (architecture: string) =>
      countResources(
        made
          .filter(({ settings }) => settings.architecture === architecture)
          .flatMap(({ resources }) => resources.map(({ id, type, properties }) => [id, type, properties] as const)),
      );
    const resources = resourcesWith("x86_64");
    const { recoveryPoints, jobs, functions } = resourcesWith("arm64");
    const basis: CostBasis = { resources, capacity: readCapacityTable(), inputs: readUsageInputs() };
    const participants = { bidders: 100, winners: 40 };
    const notices = noticesOfAuction(readAuctionSteps(), participants);
    const row = (what: string, usages: readonly Usage[], digits: number): string =>
      `| ${[what, ...readPriceLists().map((list) => priced(usages, list).total.toFixed(digits))].join(" | ")} |`;
    const rows = [
      row("a month without calls", idleMonth(basis), 2),
      row(
        `the same with \`ECOVALUE_BACKUPS=daily\`, once its ${recoveryPoints} recovery points are there`,
        idleMonth({ ...basis, resources: { ...resources, recoveryPoints } }),
        2,
      ),
      row("the same with `ECOVALUE_TRACING=active`", idleMonth({ ...basis, resources: { ...resources, jobs, functions } }), 2),
      row("a thousand first bids", thousandCalls(basis, "first submitBid"), 4),
      row("a thousand revisions of bids", thousandCalls(basis, "submitBid"), 4),
      row(
        "an auction of 100 bidders, 40 of them win, each revises its bid once, without its notices",
        wholeAuction(basis, readAuctionSteps(), participants),
        4,
      ),
      row(`its ${notices} notices, each by a mail and an SMS`, sentNotices(basis, notices), 2),
      row("a thousand notices, each by a mail and an SMS", sentNotices(basis, 1_000), 2),
      row("a thousand questions to the archive, each about a year of 100,000 records", archiveQuestions(basis, 1_000), 2),
    ];
    const guide = guideText();
    expect(rows.filter((line) => !guide.includes(line))).toEqual([]);
    for (const { date } of readPriceLists()) expect(guide.some((line) => line.includes(`On ${date}`))).toBe(true);
  });

  it("its policy allows the services that the templates use, and no others", () => {
    const [{ Action }] = policyStatements() as readonly [{ readonly Action: readonly string[] }];
    const deployed = made.flatMap(({ resources }) => resources.map(({ type }) => type.split("::")[1] ?? ""));
    const needed = new Set(
      [...deployed, "Cognito"]
        // Roles and nested stacks are allowed apart, below the deployment's name.
        .filter((service) => !["IAM", "CDK", "CloudFormation"].includes(service))
        .flatMap((service) => prefixes[service] ?? [service]),
    );
    expect([...Action].sort()).toEqual([...needed].map((prefix) => `${prefix}:*`).sort());
  });

  it("its policy allows every action that CloudFormation needs for the resources in the templates, but for those with a reason", () => {
    const types = new Set(made.flatMap(({ resources }) => resources.map(({ type }) => type)));
    const identity = Object.keys(handlers.actions).filter((type) => type.startsWith("AWS::Cognito::"));
    const allowed = policyStatements().flatMap(({ Action }) => Action);
    const lacking = [...types, ...identity]
      .filter((type) => type !== "AWS::CDK::Metadata")
      .flatMap((type) => (handlers.actions as Readonly<Record<string, readonly string[]>>)[type] ?? [`nothing is known of ${type}`])
      .filter((action) => !Object.keys(handlers.needlessBecause).some((needless) => action.startsWith(needless)))
      .filter((action) => !allowed.includes(action) && !allowed.includes(`${action.split(":")[0]?.toLowerCase()}:*`));
    expect(lacking).toEqual([]);
  });

  it("its policy attaches no policy to a role but the one that the templates attach", () => {
    const attached = made.flatMap((synthesis) =>
      everyOf(synthesis, "AWS::IAM::Role").flatMap(({ properties }) =>
        listOf(properties.ManagedPolicyArns).map((arn) => JSON.stringify(arn)),
      ),
    );
    const attaching = policyStatements().find(({ Action }) => Action.includes("iam:AttachRolePolicy"));
    const allowed = attaching?.Condition?.ArnEquals?.["iam:PolicyARN"] ?? "nothing";
    expect(attached.filter((arn) => !arn.includes(allowed.replace("arn:aws:", "")))).toEqual([]);
    expect(attached).not.toEqual([]);
  });

  it("it bootstraps without the app, which would ask for settings before there are any", () => {
    const lines = guideText().filter((line) => line.startsWith("npx cdk bootstrap"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(" --app '' ");
  });
});

interface Statement {
  readonly Action: readonly string[];
  readonly Condition?: { readonly ArnEquals?: Readonly<Record<string, string>> };
}

function policyStatements(): readonly Statement[] {
  const policy = JSON.parse(readFileSync(new URL("../../docs/examples/execution-policy.json", import.meta.url), "utf8"));
  return policy.Statement.map((each: { readonly Action: string | readonly string[] }) => ({ ...each, Action: [each.Action].flat() }));
}

function guideText(): readonly string[] {
  return readFileSync(new URL("../../docs/deployment.md", import.meta.url), "utf8").split("\n");
}

/** Prefixes of a service's actions by its name in templates. */
const prefixes: Readonly<Record<string, readonly string[]>> = {
  ApiGatewayV2: ["apigateway"],
  Backup: ["backup", "backup-storage"],
  CloudWatch: ["cloudwatch"],
  Cognito: ["cognito-idp"],
  DynamoDB: ["dynamodb"],
  Events: ["events"],
  KMS: ["kms"],
  Lambda: ["lambda"],
  Logs: ["logs"],
  S3: ["s3"],
  SQS: ["sqs"],
};
