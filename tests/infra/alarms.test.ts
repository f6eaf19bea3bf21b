import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { factTableOf, functionsOf, functionsOfKind, queueOf } from "../../shared/deployment/derive.ts";
import { differences, everyOf, listOf, referenced, type Synthesis, same, syntheses, type TemplateResource } from "../support/synth.ts";

/** What an alarm watches and when it fires, in one line, so that a failing test shows the difference as text. */
type Row = readonly [name: string, rule: string];

const relays = contexts.flatMap((context) => factTableOf(context) ?? []).map((name) => `relay-${name.toLowerCase()}`);
const jobs = functionsOfKind(contexts, "job");
const queues = functionsOf(contexts).flatMap((each) => queueOf(each) ?? []);

/** Every alarm that the contexts' data and the settings ask for. */
const wanted = ({ settings }: Synthesis): readonly Row[] => [
  ["api-faults", "5xx of ApiId: Sum in 60 s > 0, silence is fine"],
  ["api-throttled", "api-throttled of the deployment: Sum in 60 s > 0, silence is fine"],
  ...(settings.backups === "daily"
    ? [["backups-job-failed", "NumberOfBackupJobsFailed of its own vault: Sum in 60 s > 0, silence is fine"] as const]
    : []),
  ...[...functionsOf(contexts).map(({ id }) => id), ...relays, "replay"].flatMap((id): Row[] => [
    [`${id}-errors`, `Errors of ${id}: Sum in 60 s > 0, silence is fine`],
    [`${id}-throttles`, `Throttles of ${id}: Sum in 60 s > 0, silence is fine`],
  ]),
  ...functionsOf(contexts).flatMap(({ id, definition }) =>
    Object.keys(definition.warnings ?? {}).map(
      (name): Row => [`${id}-${name}`, `${id}-${name} of the deployment: Sum in 60 s > 0, silence is fine`],
    ),
  ),
  ...relays.map((id): Row => [`${id}-age`, `IteratorAge of ${id}: Maximum in 60 s > 60000, silence is fine`]),
  ...jobs.map(
    ({ id, definition }): Row => [
      `${id}-missed`,
      `Invocations of ${id}: Sum in ${definition.everyMinutes * 180} s < 1, silence fires as well`,
    ],
  ),
  ...queues.map((id): Row => [`${id}-age`, `ApproximateAgeOfOldestMessage of ${id}: Maximum in 60 s > 300, silence is fine`]),
  ...[...queues, ...jobs.map(({ id }) => id), ...relays].flatMap((id): Row[] => {
    const waiting = `ApproximateNumberOfMessagesVisible of ${id}-failed: Maximum in 60 s`;
    return [
      [`${id}-failed-waiting`, `${waiting} > 0, silence is fine`],
      [`${id}-failed-arrived`, `DIFF(${waiting}) > 0, silence is fine`],
    ];
  }),
];

describe("alarms, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("watch the API, every function, job, queue, relay, failure queue and vault, and nothing else", () => {
    for (const synthesis of all) {
      const made = everyOf(synthesis, "AWS::CloudWatch::Alarm").map((alarm) => `${nameOf(alarm)}: ${ruleOf(synthesis, alarm)}`);
      expect(
        differences(
          made,
          wanted(synthesis).map((row) => row.join(": ")),
        ),
      ).toEqual(same);
    }
  });

  it("about warnings and limits count what the logs of functions and of the API say, and nothing else", () => {
    const warnings = functionsOf(contexts).flatMap(({ id, definition }) =>
      Object.entries(definition.warnings ?? {}).map(
        ([name, { says }]) => `${id}: { $.message = "${says}" } counts as ${id}-${name} of ecovalue`,
      ),
    );
    expect(warnings.length).toBeGreaterThan(0);
    const throttled = 'the access log: { ($.status = "429") && ($.lambdaStatus != "200") } counts as api-throttled of ecovalue';
    for (const synthesis of all) {
      const logs = new Map(
        everyOf(synthesis, "AWS::Lambda::Function").map((each) => {
          const group = referenced(fieldsOf(each.properties.LoggingConfig).LogGroup);
          return [`${each.stack} ${group}`, String(each.properties.FunctionName).replace(/^ecovalue-/, "")];
        }),
      );
      for (const { stack, properties } of everyOf(synthesis, "AWS::ApiGatewayV2::Stage"))
        logs.set(`${stack} ${referenced(fieldsOf(properties.AccessLogSettings).DestinationArn)}`, "the access log");
      const made = everyOf(synthesis, "AWS::Logs::MetricFilter").map(({ stack, properties }) => {
        const [counted] = listOf(properties.MetricTransformations).map(fieldsOf);
        const log = logs.get(`${stack} ${referenced(properties.LogGroupName)}`);
        return `${log}: ${properties.FilterPattern} counts as ${counted?.MetricName} of ${counted?.MetricNamespace}`;
      });
      expect(differences(made, [...warnings, throttled])).toEqual(same);
    }
  });

  it("have a row each in docs/operations.md, and every row is of an alarm", () => {
    const page = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
    const rows = page.split("\n").filter((line) => line.startsWith("| `"));
    const described = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
    const patterns = described.map((name) => new RegExp(`^${name.replace(/<[a-z]+>/g, ".+")}$`));
    const names = all.flatMap((synthesis) => wanted(synthesis).map(([name]) => name));
    expect(names.filter((name) => !patterns.some((pattern) => pattern.test(name)))).toEqual([]);
    expect(described.filter((_, index) => !names.some((name) => patterns[index]?.test(name)))).toEqual([]);
  });

  it("are named after the deployment, what they watch and what is wrong with it, each name once", () => {
    for (const synthesis of all) {
      const names = everyOf(synthesis, "AWS::CloudWatch::Alarm").map(({ properties }) => String(properties.AlarmName));
      expect(names.filter((name) => !name.startsWith("ecovalue-"))).toEqual([]);
      expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
    }
  });

  it("begin with what the failure means to people", () => {
    const impacts = new Map(
      functionsOf(contexts).flatMap((each) => [each.id, queueOf(each) ?? each.id].map((id) => [id, each.definition.impact])),
    );
    for (const synthesis of all) {
      const silent = everyOf(synthesis, "AWS::CloudWatch::Alarm").filter((alarm) => {
        const impact = impacts.get(nameOf(alarm).replace(/(-failed)?-[a-z]+$/, ""));
        return impact !== undefined && !textOf(alarm).startsWith(`${impact}. `);
      });
      expect(silent.map(nameOf)).toEqual([]);
    }
  });

  it("about failed work say what to replay: the id of the queue or job, or the relay itself", () => {
    const remedies = [...queues, ...jobs.map(({ id }) => id)].map((id) => [id, `replay \`${id}\`.`]);
    const relayed = relays.map((id) => [id, `invoke \`ecovalue-${id}\` with {"replay":true} and its grounds.`]);
    const said = new Map([...remedies, ...relayed].map(([id = "", remedy = ""]) => [id, remedy]));
    for (const synthesis of all) {
      const failures = everyOf(synthesis, "AWS::CloudWatch::Alarm").filter((alarm) => nameOf(alarm).includes("-failed-"));
      const helpless = failures.filter(
        (alarm) => !textOf(alarm).endsWith(said.get(nameOf(alarm).split("-failed-")[0] ?? "") ?? "no remedy"),
      );
      expect(helpless.map(nameOf)).toEqual([]);
    }
  });

  it("notify the topic of the settings, each of them", () => {
    for (const synthesis of all) {
      const others = everyOf(synthesis, "AWS::CloudWatch::Alarm").filter(
        ({ properties }) => listOf(properties.AlarmActions).join() !== synthesis.settings.alarmTopicArn,
      );
      expect(others.map(nameOf)).toEqual([]);
    }
  });
});

/** An alarm's name without the deployment's. */
function nameOf({ properties }: TemplateResource): string {
  return String(properties.AlarmName).replace(/^ecovalue-/, "");
}

function textOf({ properties }: TemplateResource): string {
  return String(properties.AlarmDescription);
}

const comparisons: Readonly<Record<string, string>> = { GreaterThanThreshold: ">", LessThanThreshold: "<" };
const silences: Readonly<Record<string, string>> = { notBreaching: "silence is fine", breaching: "silence fires as well" };

function ruleOf(synthesis: Synthesis, { stack, properties }: TemplateResource): string {
  const { ComparisonOperator, Threshold, EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = properties;
  const metrics = listOf(properties.Metrics).map(fieldsOf);
  const watched = metrics.find(({ MetricStat }) => MetricStat !== undefined);
  const expression = metrics.find(({ Expression }) => Expression !== undefined);
  const { Metric, Stat, Period } = fieldsOf(watched?.MetricStat);
  const metric = watched === undefined ? properties : { ...fieldsOf(Metric), Statistic: Stat, Period };
  const [dimension] = listOf(fieldsOf(metric).Dimensions).map(fieldsOf);
  const { MetricName, Statistic, Period: seconds } = fieldsOf(metric);
  const source = `${MetricName} of ${watchedName(synthesis, stack, fieldsOf(dimension))}: ${Statistic} in ${seconds} s`;
  const measured = expression === undefined ? source : String(expression.Expression).replace(String(watched?.Id), source);
  const fires = `${comparisons[String(ComparisonOperator)] ?? ComparisonOperator} ${Threshold}`;
  const periods =
    EvaluationPeriods === 1 && DatapointsToAlarm === undefined ? "" : ` in ${DatapointsToAlarm} of ${EvaluationPeriods} periods`;
  return `${measured} ${fires}${periods}, ${silences[String(TreatMissingData)] ?? TreatMissingData}`;
}

/** Id of the function or queue that a dimension names; the dimension itself for the API, of which there is one. */
function watchedName(
  { resources }: Synthesis,
  stack: string,
  { Name, Value }: { readonly Name?: unknown; readonly Value?: unknown },
): string {
  if (Name === undefined) return "the deployment";
  if (Name === "BackupVaultName") return resources.some(({ id }) => id === referenced(Value)) ? "its own vault" : String(Value);
  const found = resources.find((each) => each.stack === stack && each.id === referenced(Value));
  const name = found?.properties.FunctionName ?? found?.properties.QueueName ?? Name;
  return String(name).replace(/^ecovalue-/, "");
}
