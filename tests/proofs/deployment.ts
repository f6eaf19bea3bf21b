import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAssembly } from "../../infra/local-cloud/assembly/assembly.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { type Account, accountIn, accountReader } from "./account.ts";
import { compare } from "./comparison.ts";
import { deployable } from "./deployable.ts";
import { settingsIn, synthesizeDeployed } from "./deployed-assembly.ts";
import { pairsOf } from "./made-resources.ts";
import { type Moto, startMoto } from "./moto-server.ts";
import { run, withPython } from "./python.ts";

const root = join(import.meta.dirname, "../..");
const cdk = join(root, "node_modules/.bin/cdk");

/**
 * Deploys the product to moto by `cdk bootstrap` and `cdk deploy`, compares what was made with the templates, and runs the demo with the real
 * bundles on the tables, queues and bucket that were made. Throws unless everything is as the templates say and every figure matches.
 */
export function proveDeployment(region = "us-east-1"): Promise<void> {
  const account = accountIn(region);
  return withPython(async (environment) => {
    const assembly = join(environment.folder, "assembly");
    await synthesizeDeployed(assembly, account);
    const moto = await startMoto(environment);
    try {
      makeDeployable(assembly, moto);
      await deploy(assembly, join(environment.folder, "cdk"), account, moto);
      await compareWithTemplates(assembly, account, moto);
      await playDemo(assembly, account, moto);
    } finally {
      await moto.stop();
    }
  });
}

/** Leaves out what moto can't resolve, and says so. */
function makeDeployable(assembly: string, { types }: Moto): void {
  const passedOver = new Map<string, number>();
  for (const name of globSync("*.template.json", { cwd: assembly })) {
    const file = join(assembly, name);
    const { template, leftOut, madeUp, unmodelled } = deployable(fieldsOf(JSON.parse(readFileSync(file, "utf8"))), types);
    for (const output of leftOut) console.log(`Left out of ${name}: the output ${output}, which needs a resource that moto does not model`);
    if (madeUp.length > 0)
      console.log(`Made up in ${name}: ${madeUp.length} parameters of nested stacks, for resources that moto does not model`);
    for (const [type, ids] of unmodelled) passedOver.set(type, (passedOver.get(type) ?? 0) + ids.length);
    writeFileSync(file, JSON.stringify(template));
  }
  for (const [type, count] of passedOver) console.log(`moto does not model ${type}: ${count} are passed over`);
}

/** Runs the commands of the deployment guide against moto. */
async function deploy(assembly: string, cache: string, account: Account, { endpoint }: Moto): Promise<void> {
  const environment = {
    // Moto takes a bucket from the path of a template's address only if the host is localhost.
    AWS_ENDPOINT_URL: endpoint.replace("127.0.0.1", "localhost"),
    AWS_REGION: account.region,
    AWS_ACCESS_KEY_ID: "proof",
    AWS_SECRET_ACCESS_KEY: "proof",
    // Nothing of the user's own configuration, and nothing left in it.
    ...{ AWS_CONFIG_FILE: join(cache, "none"), AWS_SHARED_CREDENTIALS_FILE: join(cache, "none"), CDK_HOME: cache },
    CDK_DISABLE_CLI_TELEMETRY: "true",
  };
  const common = ["--app", assembly, "--no-notices", "--no-version-reporting"];
  const shows = /✅|❌|Error|error/;
  await run(cdk, ["bootstrap", `aws://${account.accountId}/${account.region}`, ...common], { environment, shows });
  // Without change sets, because with them moto can't protect a stack from termination.
  await run(cdk, ["deploy", "--all", "--method", "direct", "--require-approval", "never", ...common], { environment, shows });
}

async function compareWithTemplates(assembly: string, account: Account, { endpoint, types }: Moto): Promise<void> {
  const resolved = loadAssembly(assembly, { ...account, queueEndpoint: `https://sqs.${account.region}.amazonaws.com` });
  const reader = accountReader(endpoint, account);
  const notMade: string[] = [];
  const stacks = globSync("*.template.json", { cwd: assembly }).map((name) => {
    const { Resources } = fieldsOf(JSON.parse(readFileSync(join(assembly, name), "utf8")));
    const resources = Object.entries(fieldsOf(Resources)).map(([id, resource]) => ({ id, type: String(fieldsOf(resource).Type) }));
    return { name: name.replace(".template.json", ""), resources };
  });
  const [nested, own] = [true, false].map((is) => stacks.filter(({ name }) => name.endsWith(".nested") === is));
  // Names of nested stacks are made up at deployment: they are found by their resources in the stacks around them.
  const madeWithin = new Set<string>();
  const compareIds = ({ name, resources }: (typeof stacks)[number], made: ReadonlySet<string>): void => {
    const missing = resources.filter(({ id, type }) => types.has(type) && !made.has(id));
    notMade.push(...missing.map(({ id }) => `${name} ${id} was not created`));
  };
  for (const stack of own ?? []) {
    const made = await reader.resourcesOf(stack.name);
    compareIds(stack, new Set(made.keys()));
    for (const { id } of stack.resources.filter(({ type }) => type === "AWS::CloudFormation::Stack"))
      for (const within of (await reader.resourcesOf(made.get(id) ?? "")).keys()) madeWithin.add(within);
  }
  for (const stack of nested ?? []) compareIds(stack, madeWithin);
  const pairs = await pairsOf(resolved, reader);
  const { equal, unmodelled, ...compared } = compare(pairs);
  const differences = [...notMade, ...compared.differences];
  for (const each of unmodelled) console.log(`moto does not hold ${each}`);
  if (differences.length > 0) throw new Error(`The account differs from the templates:\n  ${differences.join("\n  ")}`);
  const counts = Object.entries(Object.groupBy(pairs, ({ type }) => type)).map(([type, of]) => `${of?.length} ${type.split("::").at(-1)}`);
  console.log(`What was made is as the templates say: ${equal} properties of ${counts.join(", ")}`);
}

/** An auction and everything around it, on what CloudFormation made at moto. */
async function playDemo(assembly: string, account: Account, { endpoint }: Moto): Promise<void> {
  console.log("The local cloud runs the functions, and plays event source mappings and schedules: moto plays none, and runs no Node");
  const place = ["--deployed-at", endpoint, "--assembly", assembly, "--account", account.accountId, "--region", account.region];
  await run(process.execPath, [join(root, "infra/demo/demo.ts"), ...place], { environment: settingsIn(account) });
  const reader = accountReader(endpoint, account);
  const tables = loadAssembly(assembly, { ...account, queueEndpoint: endpoint }).ofType("AWS::DynamoDB::Table");
  const counts = await Promise.all(tables.map(async ({ name }) => `${name} ${await reader.itemsOf(name)}`));
  console.log(`Items that moto's tables hold now: ${counts.join(", ")}`);
}
