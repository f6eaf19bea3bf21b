import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Assembly, loadAssembly } from "../../infra/local-cloud/assembly/assembly.ts";
import { type Fields, fieldsOf } from "../../infra/local-cloud/values.ts";
import { readSettings, type Settings } from "../../infra/settings/settings.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { requiredSettings } from "./required-settings.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A resource as in its template, references unresolved. */
export interface TemplateResource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Fields;
  /** Everything besides the properties: retention policies, dependencies. */
  readonly raw: Fields;
}

/** One deployment, synthesized without real bundles. */
export interface Synthesis {
  /** Region and architecture, for names of tests. */
  readonly where: string;
  readonly settings: Settings;
  readonly resources: readonly TemplateResource[];
  /** Tags of each stack by its name, which CloudFormation hands on to its resources. */
  readonly stackTags: ReadonlyMap<string, Fields>;
  /** Names of the stacks that each stack is deployed after. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  /** The assembly as the local cloud runs it, with references resolved. */
  readonly assembly: Assembly;
  /** Texts of all templates. */
  readonly templates: readonly string[];
}

/** One deployment with everything that is off by default, and one without. */
const deployments = [
  {
    region: "eu-central-1",
    partition: "aws",
    environment: {
      ECOVALUE_ARCHITECTURE: "arm64",
      ECOVALUE_TRACING: "active",
      ECOVALUE_BIDDING_CONCURRENCY: "100",
      ECOVALUE_BACKUPS: "daily",
      ECOVALUE_TAGS: "department=exchange",
      ECOVALUE_OBJECT_LOCK: "governance",
      ECOVALUE_OBJECT_LOCK_DAYS: "30",
    },
  },
  {
    region: "cn-north-1",
    partition: "aws-cn",
    environment: {
      ECOVALUE_ALARM_TOPIC_ARN: "arn:aws-cn:sns:cn-north-1:123456789012:alarms",
      ECOVALUE_NOTICE_CHANNELS: "",
      ECOVALUE_ARCHIVE_QUERIES: "off",
    },
  },
] as const;

let shared: Promise<readonly Synthesis[]> | undefined;

/** The product resolved for both partitions and both architectures; all test files of this process share it. cdk-nag runs with it. */
export function syntheses(): Promise<readonly Synthesis[]> {
  shared ??= synthesizeAll();
  return shared;
}

async function synthesizeAll(): Promise<readonly Synthesis[]> {
  const made: Synthesis[] = [];
  // One after another, because CDK keeps state in the process.
  for (const deployment of deployments) made.push(await synthesizeOne(deployment));
  return made;
}

async function synthesizeOne({ region, partition, environment }: (typeof deployments)[number]): Promise<Synthesis> {
  const folder = temporaryFolder("synth");
  try {
    const bundle = join(folder, "bundle");
    mkdirSync(bundle);
    writeFileSync(join(bundle, "index.mjs"), "export const handler = () => undefined;\n");
    const out = join(folder, "assembly");
    const accountId = "123456789012";
    const settings = readSettings("deployed", { ...requiredSettings, ...environment });
    await synthesize({ out, settings, bundleFolder: () => bundle });
    const names = readdirSync(out).flatMap((file) => (file.endsWith(".template.json") ? file.slice(0, -".template.json".length) : []));
    const templates = names.map((name) => readFileSync(join(out, `${name}.template.json`), "utf8"));
    return {
      where: `${region}, ${settings.architecture}`,
      settings,
      templates,
      stackTags: new Map(stacksIn(out).map(([name, { properties }]) => [name, fieldsOf(fieldsOf(properties).tags)])),
      dependencies: new Map(stacksIn(out).map(([name, { dependencies }]) => [name, listOf(dependencies).map(String)])),
      resources: templates.flatMap((text, index) => resourcesOf(names[index] ?? "", text)),
      assembly: loadAssembly(out, { region, accountId, partition, queueEndpoint: "http://127.0.0.1:1" }),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the manifest says of each stack, but of nested ones. */
function stacksIn(assembly: string): readonly (readonly [name: string, artifact: Fields])[] {
  const artifacts = Object.entries(fieldsOf(fieldsOf(JSON.parse(readFileSync(join(assembly, "manifest.json"), "utf8"))).artifacts));
  return artifacts
    .map(([name, artifact]) => [name, fieldsOf(artifact)] as const)
    .filter(([, { type }]) => type === "aws:cloudformation:stack");
}

function resourcesOf(stack: string, template: string): TemplateResource[] {
  return Object.entries(fieldsOf(fieldsOf(JSON.parse(template)).Resources)).map(([id, value]) => {
    const raw = fieldsOf(value);
    return { stack, id, type: String(raw.Type), properties: fieldsOf(raw.Properties), raw };
  });
}

/** A resource's id in the contexts' data: its name without the deployment's. */
export function idOf({ name }: { readonly name: string }): string {
  return name.replace(/^ecovalue-/, "");
}

/** Environment of a function, resolved. */
export function variablesOf(assembly: Assembly, id: string): Fields {
  const found = assembly.ofType("AWS::Lambda::Function").find((each) => idOf(each) === id);
  return fieldsOf(fieldsOf(found?.properties.Environment).Variables);
}

/** All resources of a type; throws if there are none, so that no check is vacuous. */
export function everyOf<Each extends { readonly type: string }>(
  { resources }: { readonly resources: readonly Each[] },
  type: string,
): Each[] {
  const found = resources.filter((resource) => resource.type === type);
  if (found.length === 0) throw new Error(`the templates hold no ${type}`);
  return found;
}

/** What a list lacks and what it has beyond the wanted one, so that a failing comparison names the culprits. Order plays no part. */
export function differences(
  made: readonly string[],
  wanted: readonly string[],
): { readonly missing: readonly string[]; readonly surplus: readonly string[] } {
  const beyond = (all: readonly string[], others: readonly string[]): readonly string[] => {
    const left = [...others];
    // One by one, so that a doubled line is a surplus too.
    return all.filter((each) => {
      const at = left.indexOf(each);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return { missing: beyond(wanted, made), surplus: beyond(made, wanted) };
}

/** No difference. */
export const same = { missing: [], surplus: [] };

/** Names of the resources that fail a check. */
export function breaking<Each extends { readonly type: string }>(all: readonly Each[], holds: (each: Each) => boolean): string[] {
  return all
    .filter((each) => !holds(each))
    .map((each) => ("id" in each ? String(each.id) : "name" in each ? String(each.name) : each.type));
}

/** Logical id that a `Ref` or `Fn::GetAtt` names; undefined for anything else. */
export function referenced(value: unknown): string | undefined {
  const { Ref, "Fn::GetAtt": attribute } = fieldsOf(value);
  if (typeof Ref === "string") return Ref;
  return Array.isArray(attribute) ? String(attribute[0]) : undefined;
}

/** Resolved policy statements of a function's role, with single values turned into lists. */
export function statementsOf(assembly: Assembly, functionName: string): PolicyEntry[] {
  const { properties } = assembly.ofType("AWS::Lambda::Function").find((each) => idOf(each) === functionName) ?? {};
  const role = String(fieldsOf(properties).Role).split("/").at(-1);
  return assembly
    .ofType("AWS::IAM::Policy")
    .filter((policy) => listOf(policy.properties.Roles).includes(role))
    .flatMap((policy) => listOf(fieldsOf(policy.properties.PolicyDocument).Statement).map(fieldsOf))
    .map(({ Effect, Action, Resource, Condition }) => ({
      effect: String(Effect),
      actions: listOf(Action).map(String),
      resources: listOf(Resource).map(String),
      keys: listOf(fieldsOf(fieldsOf(Condition)["ForAllValues:StringLike"])["dynamodb:LeadingKeys"]).map(String),
      aliases: listOf(fieldsOf(fieldsOf(Condition).StringEquals)["kms:RequestAlias"]).map(String),
    }));
}

/** One statement of a policy; `keys` are the leading keys it is limited to, and `aliases` those of the key service, none when unlimited. */
export interface PolicyEntry {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly keys: readonly string[];
  readonly aliases: readonly string[];
}

/** Normalizes a list in a policy or template: a single value is a list of one, a missing value an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
