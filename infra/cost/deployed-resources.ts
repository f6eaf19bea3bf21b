import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the templates deploy, as far as it costs something. */
export interface DeployedResources {
  /** Metrics that alarms watch: an alarm on a formula watches each metric in it. */
  readonly alarmMetrics: number;
  /** Metrics that filters count from logs. */
  readonly metricFilters: number;
  readonly dashboards: number;
  readonly keys: number;
  /** Queues that functions read. */
  readonly polledQueues: number;
  /** Each scheduled function and its interval. */
  readonly jobs: readonly (DeployedFunction & { readonly everyMinutes: number })[];
  /** Each function by its name in the contexts' data. */
  readonly functions: ReadonlyMap<string, DeployedFunction>;
  readonly architecture: "x86_64" | "arm64";
  /** Days that logs are kept. */
  readonly logDays: number;
  /** Recovery points of each table once the oldest of them is deleted. */
  readonly recoveryPoints: number;
}

/** A function as far as its runs cost something. */
export interface DeployedFunction {
  readonly memoryMb: number;
  readonly traced: boolean;
}

/** Properties of the resources of all templates by type and logical id. */
export type TemplateResources = readonly (readonly [logicalId: string, type: string, properties: Properties])[];

type Properties = Readonly<Record<string, unknown>>;

/** Reads the templates in a folder that `npx cdk synth` wrote; throws where there are none. */
export function readTemplates(folder: string): TemplateResources {
  const files = filesOf(folder).filter((file) => file.endsWith(".template.json"));
  if (files.length === 0) throw new Error(`there are no templates in ${folder}: run npx cdk synth first`);
  return files.flatMap((file) => {
    const { Resources } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { readonly Resources: Record<string, RawResource> };
    return Object.entries(Resources).map(([id, { Type, Properties = {} }]) => [id, Type, Properties] as const);
  });
}

interface RawResource {
  readonly Type: string;
  readonly Properties?: Properties;
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Counts what costs something in the templates. */
export function countResources(resources: TemplateResources): DeployedResources {
  const all = (wanted: string): readonly Properties[] => resources.flatMap(([, type, properties]) => (type === wanted ? [properties] : []));
  const functions = all("AWS::Lambda::Function");
  const functionOf = ({ MemorySize, TracingConfig }: Properties): DeployedFunction => ({
    memoryMb: Number(MemorySize ?? 128),
    traced: (TracingConfig as { readonly Mode?: string } | undefined)?.Mode === "Active",
  });
  const byId = new Map(resources.map(([id, , properties]) => [id, properties]));
  return {
    alarmMetrics: all("AWS::CloudWatch::Alarm").reduce((count, alarm) => count + metricsOf(alarm), 0),
    metricFilters: all("AWS::Logs::MetricFilter").length,
    dashboards: all("AWS::CloudWatch::Dashboard").length,
    keys: all("AWS::KMS::Key").length,
    // A stream's event source says where to start, a queue's does not.
    polledQueues: all("AWS::Lambda::EventSourceMapping").filter(({ StartingPosition }) => StartingPosition === undefined).length,
    jobs: all("AWS::Events::Rule").flatMap(({ ScheduleExpression, Targets }) => {
      const everyMinutes = minutesOf(String(ScheduleExpression ?? ""));
      if (everyMinutes === undefined) return [];
      return (Targets as readonly Target[]).map(({ Arn }) => ({
        everyMinutes,
        ...functionOf(byId.get(Arn["Fn::GetAtt"]?.[0] ?? "") ?? {}),
      }));
    }),
    // A deployment's name has no hyphen.
    functions: new Map(functions.map((each) => [String(each.FunctionName).replace(/^[^-]*-/, ""), functionOf(each)])),
    architecture: JSON.stringify(functions.map(({ Architectures }) => Architectures)).includes("arm64") ? "arm64" : "x86_64",
    logDays: Math.max(0, ...all("AWS::Logs::LogGroup").map(({ RetentionInDays }) => Number(RetentionInDays ?? 0))),
    recoveryPoints: all("AWS::Backup::BackupPlan").reduce((count, { BackupPlan }) => count + pointsOf(BackupPlan as BackupPlan), 0),
  };
}

interface Target {
  readonly Arn: { readonly "Fn::GetAtt"?: readonly [string, string] };
}

interface BackupPlan {
  readonly BackupPlanRule: readonly { readonly ScheduleExpression: string; readonly Lifecycle: { readonly DeleteAfterDays: number } }[];
}

const daysPerMonth = 30.5;

/** Recovery points that the rules of a plan keep: of each day, or of a day of each month. */
function pointsOf({ BackupPlanRule }: BackupPlan): number {
  const counts = BackupPlanRule.map(({ ScheduleExpression, Lifecycle: { DeleteAfterDays } }) =>
    /^cron\(\S+ \S+ \* /.test(ScheduleExpression) ? DeleteAfterDays : Math.floor(DeleteAfterDays / daysPerMonth),
  );
  return counts.reduce((total, count) => total + count, 0);
}

function metricsOf({ Metrics }: Properties): number {
  if (!Array.isArray(Metrics)) return 1;
  return Metrics.filter((metric: { readonly MetricStat?: unknown }) => metric.MetricStat !== undefined).length;
}

const minutes = { minute: 1, hour: 60, day: 1440 } as const;

function minutesOf(expression: string): number | undefined {
  const [, number, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return number === undefined ? undefined : Number(number) * minutes[unit as keyof typeof minutes];
}
