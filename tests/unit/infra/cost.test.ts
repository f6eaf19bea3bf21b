import { describe, expect, it } from "vitest";
import { capacityTable, readCapacityTable } from "../../../infra/cost/capacity-table.ts";
import {
  archiveQuestions,
  type CostBasis,
  idleMonth,
  noticesOfAuction,
  priced,
  sentNotices,
  thousandCalls,
  wholeAuction,
} from "../../../infra/cost/cost.ts";
import { countResources, readTemplates, type TemplateResources } from "../../../infra/cost/deployed-resources.ts";
import { type PriceList, priceListSchema, readAuctionSteps, readPriceLists, readUsageInputs } from "../../../infra/cost/price-list.ts";
import { decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";

/** Prices that are easy to compute with. */
const list: PriceList = priceListSchema.parse({
  region: "nowhere-1",
  currency: "USD",
  date: "2026-01-01",
  prices: Object.fromEntries(
    Object.entries({
      "dynamodb-write-unit": ["2", 1_000_000],
      "dynamodb-read-unit": ["1", 1_000_000],
      "dynamodb-storage-gb": ["3", 1],
      "dynamodb-recovery-gb": ["4", 1],
      "lambda-request": ["1", 1_000_000],
      "lambda-gb-second-x86_64": ["0.00001", 1],
      "lambda-gb-second-arm64": ["0.000008", 1],
      "http-api-request": ["5", 1_000_000],
      "sqs-request": ["1", 1_000_000],
      "s3-put": ["1", 1_000],
      "s3-get": ["1", 10_000],
      "athena-gb": ["6", 1_000],
      "kms-key": ["7", 1],
      "kms-request": ["1", 10_000],
      "cloudwatch-alarm-metric": ["0.1", 1],
      "cloudwatch-dashboard": ["3", 1],
      "logs-ingest-gb": ["1", 1],
      "logs-storage-gb": ["1", 1],
      "cloudwatch-custom-metric": ["0.3", 1],
      "backup-storage-gb": ["0.1", 1],
      "xray-trace": ["5", 1_000_000],
      "ses-message": ["0.1", 1_000],
      "sns-sms-part": ["0.02", 1],
    }).map(([name, [price, per]]) => [name, { price, per, assumption: "made up" }]),
  ),
});

/** One job a minute, two queues, three alarms of which one is a formula on two metrics. */
const resources: TemplateResources = [
  ["Alarm", "AWS::CloudWatch::Alarm", { MetricName: "Errors" }],
  ["Other", "AWS::CloudWatch::Alarm", { MetricName: "Throttles" }],
  ["Formula", "AWS::CloudWatch::Alarm", { Metrics: [{ Expression: "a - b" }, { MetricStat: {} }, { MetricStat: {} }] }],
  ["Dashboard", "AWS::CloudWatch::Dashboard", {}],
  ["Key", "AWS::KMS::Key", {}],
  ["Stream", "AWS::Lambda::EventSourceMapping", { StartingPosition: "TRIM_HORIZON" }],
  ["One", "AWS::Lambda::EventSourceMapping", {}],
  ["Two", "AWS::Lambda::EventSourceMapping", {}],
  ["Job", "AWS::Lambda::Function", { FunctionName: "any-job", MemorySize: 1024, Architectures: ["x86_64"] }],
  ["Bidding", "AWS::Lambda::Function", { FunctionName: "any-bidding-api", MemorySize: 512, Architectures: ["x86_64"] }],
  ["Rule", "AWS::Events::Rule", { ScheduleExpression: "rate(1 minute)", Targets: [{ Arn: { "Fn::GetAtt": ["Job", "Arn"] } }] }],
  ["Log", "AWS::Logs::LogGroup", { RetentionInDays: 60 }],
];

const round: Readonly<Record<string, string>> = {
  ...{ hoursPerMonth: "730", gigabytes: "2", jobMilliseconds: "200", jobReadUnits: "5", commandMilliseconds: "100" },
  ...{ consumerMilliseconds: "100", consumerMemoryMb: "512", membershipReadUnits: "2", logBytesPerRun: "1024", logBytesPerRequest: "1024" },
  ...{ pollers: "5", pollSeconds: "20", runsPerFact: "3", queueRequestsPerFact: "6", writeUnitsPerFact: "4", readUnitsPerFact: "2" },
  ...{ addressesPerNotice: "2", smsPartsPerNotice: "3" },
  ...{ archiveMbPerQuestion: "50", archiveObjectsPerQuestion: "20" },
};
const inputs = Object.fromEntries(
  Object.keys(readUsageInputs()).map((name) => [name, { value: decimal(required(round[name], name)), because: "round" }]),
) as CostBasis["inputs"];
const page = `
| command | items | least write units | write units | read units | why more |
|---|---|---|---|---|---|
| first submitBid | 3 | 6 | 6 | 3 |  |
| submitBid | 2 | 4 | 4 | 2 | a | 
`;
const basis: CostBasis = { resources: countResources(resources), capacity: capacityTable(page), inputs };

function amounts(usages: Parameters<typeof priced>[0]): Record<string, string> {
  const { lines, total } = priced(usages, list);
  return Object.fromEntries([...lines.map(({ price, amount }) => [price, plain(amount)]), ["total", plain(total)]]);
}

describe("what a deployment costs", () => {
  it("idle: alarms by the metrics they watch, jobs of each minute, and queues that are polled though nothing is in them", () => {
    expect(amounts(idleMonth(basis))).toEqual({
      "cloudwatch-alarm-metric": "0.4", // 4 metrics
      "cloudwatch-dashboard": "3",
      "kms-key": "7",
      "sqs-request": "1.314", // 730 h × 180 polls × 5 pollers × 2 queues = 1,314,000
      "lambda-gb-second-x86_64": "0.0876", // 43,800 runs × 0.2 s × 1 GB = 8,760
      "lambda-request": "0.0438",
      "dynamodb-read-unit": "0.219", // 43,800 × 5
      "logs-ingest-gb": plain(decimal("43800").div(1024 * 1024)),
      "logs-storage-gb": plain(decimal("87600").div(1024 * 1024)), // two months are kept
      "dynamodb-storage-gb": "6",
      "dynamodb-recovery-gb": "8",
      total: plain(decimal("26.0644").plus(decimal("131400").div(1024 * 1024))),
    });
  });

  it("idle with all that can be switched on: recovery points of each day and month, a trace of every run, and lines that alarms count", () => {
    const rule = (ScheduleExpression: string, DeleteAfterDays: number) => ({ ScheduleExpression, Lifecycle: { DeleteAfterDays } });
    const backups = { BackupPlanRule: [rule("cron(30 18 * * ? *)", 35), rule("cron(30 18 1 * ? *)", 366)] };
    const traced: TemplateResources = resources.map(([id, type, properties]) =>
      id === "Job" ? [id, type, { ...properties, TracingConfig: { Mode: "Active" } }] : [id, type, properties],
    );
    const switchedOn = countResources([
      ...traced,
      ["Plan", "AWS::Backup::BackupPlan", { BackupPlan: backups }],
      ["Filter", "AWS::Logs::MetricFilter", {}],
    ]);
    expect(amounts(idleMonth({ ...basis, resources: switchedOn }))).toMatchObject({
      "backup-storage-gb": "9.4", // 35 days and 12 months of 2 GB
      "xray-trace": "0.219", // 43,800
      "cloudwatch-custom-metric": "0.3",
    });
  });

  it("notices: each by as many mails and parts of SMS as members have addresses", () => {
    const steps = [
      { what: "enrol", times: "bidder", facts: 1, notices: 1 },
      { what: "payAward", times: "winner", facts: 1, notices: 2 },
    ] as const;
    expect(noticesOfAuction(steps, { bidders: 10, winners: 4 })).toBe(18);
    expect(amounts(sentNotices(basis, 18))).toEqual({ "ses-message": "0.0036", "sns-sms-part": "2.16", total: "2.1636" });
  });

  it("a thousand bids: a request, a run, and the measured units of each", () => {
    expect(amounts(thousandCalls(basis, "first submitBid"))).toEqual({
      "http-api-request": "0.005",
      "lambda-request": "0.001",
      "lambda-gb-second-x86_64": "0.0005", // 1,000 × 0.1 s × 0.5 GB = 50
      "dynamodb-write-unit": "0.012", // 6,000
      "dynamodb-read-unit": "0.005", // 3 and 2 for the membership
      "logs-ingest-gb": plain(decimal("2000").div(1024 * 1024)),
      total: plain(decimal("0.0235").plus(decimal("2000").div(1024 * 1024))),
    });
  });

  it("an auction: each step as often as it happens, and its facts on their way to subscribers", () => {
    const steps = [
      { what: "submitBid", times: "bidder", facts: 0 },
      { what: "an award", times: "winner", facts: 1, writes: 10, reads: 1, objects: 2, keyRequests: 3 },
    ] as const;
    const costs = amounts(wholeAuction(basis, steps, { bidders: 10, winners: 4 }));
    expect(costs).toMatchObject({
      "http-api-request": "0.00005", // 10
      "dynamodb-write-unit": "0.000192", // 10 × 4 + 4 × 10 + 4 × 4 = 96
      "dynamodb-read-unit": "0.000052", // 10 × 4 + 4 × 1 + 4 × 2 = 52
      "lambda-request": "0.000022", // 10 + 4 × 3
      "lambda-gb-second-x86_64": "0.000011", // 22 × 0.1 s × 0.5 GB = 1.1
      "sqs-request": "0.000024", // 4 × 6
      "s3-put": "0.008",
      "kms-request": "0.0012",
    });
  });

  it("questions to the archive: what each reads, and a request for each object", () => {
    expect(amounts(archiveQuestions(basis, 1_000))).toEqual({
      "athena-gb": "0.3", // 1,000 × 50 MB = 50 GB
      "s3-get": "2",
      total: "2.3",
    });
  });

  it("a command that was not measured, a page without the table and a folder without templates are named", () => {
    expect(() => thousandCalls(basis, "sellBid")).toThrow("docs/capacity.md measures no sellBid");
    expect(() => capacityTable("# Nothing")).toThrow("there is no table with the columns command, items");
    expect(() => capacityTable(page.replace("| 6 | 6 |", "| 6 | six |"))).toThrow("the capacity of first submitBid is no number: six");
    expect(() => readTemplates("no/such/folder")).toThrow("run npx cdk synth first");
  });
});

describe("the data it is computed from", () => {
  it("every price is sourced or said to be assumed, in a global region and in one of China", () => {
    expect(readPriceLists().map(({ region, currency }) => `${region} ${currency}`)).toEqual(["us-east-1 USD", "cn-north-1 CNY"]);
    const [first] = readPriceLists();
    const price = { price: "1", per: 1, source: "https://example.com", assumption: "also" };
    expect(priceListSchema.safeParse({ ...first, prices: { ...list.prices, "kms-key": price } }).success).toBe(false);
  });

  it("every step of an auction is a measured command or says its units", () => {
    const capacity = readCapacityTable();
    expect(readAuctionSteps().filter(({ what, writes }) => writes === undefined && !capacity.has(what))).toEqual([]);
  });
});
