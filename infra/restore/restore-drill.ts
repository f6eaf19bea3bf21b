import { readFileSync, writeFileSync } from "node:fs";
import { DescribeKeyCommand, KMSClient, NotFoundException } from "@aws-sdk/client-kms";
import { SQSClient } from "@aws-sdk/client-sqs";
import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { runOrExit } from "../../shared/command-line/run-or-exit.ts";
import { nameIn } from "../../shared/deployment/names.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { type Fields, fieldsOf } from "../local-cloud/values.ts";
import { readDeploymentName } from "../settings/settings.ts";
import { auditTables } from "./audit.ts";
import { reportOf } from "./audit-report.ts";
import { importMapping } from "./import-mapping.ts";
import { relayFacts } from "./relay-facts.ts";
import { latestRestorable, prepareTables, removeTables, restoreTables, rowsOf, unfinished } from "./table-set.ts";

const usage = `npm run restore-drill -- ACTION [--from DEPLOYMENT] [--to DEPLOYMENT] [--at SECOND]
Restores the tables of a deployment beside it, to one second, and compares the ledger with the contexts' tables.
  restore   restores every table of --from (that of ECOVALUE_DEPLOYMENT, or ecovalue) to --to (its name and "drill") at --at, or the latest second; waits until all are there
  check     compares ledger and contexts in the tables of --to; ends with 1 if they do not agree
  prepare   when the tables are to be used: gives them the streams, recovery and protection that a restore leaves out, and writes the mapping
            for npx cdk import beside the template of --to, which npx cdk synth has to have written to cdk.out
  relay     sends the facts of --to that are not in its records to their subscribers' queues, once --to is deployed
  remove    deletes the restored tables of --to; refuses those of a deployment
Region, credentials and endpoints are those of the AWS SDK, for example AWS_PROFILE and AWS_REGION.`;

/** Seconds between two looks at tables that are being restored. */
const pauseSeconds = 15;

const actions: Readonly<Record<string, (options: Options) => Promise<string>>> = {
  async restore({ from, to, at }) {
    const dynamo = dynamoClient();
    const second = at ?? (await latestRestorable(dynamo, from));
    await restoreTables(dynamo, from, to, second);
    console.log(`Restoring ${from} to ${to} at ${second} …`);
    for (;;) {
      const left = await unfinished(dynamo, to);
      if (left.length === 0) break;
      const lost = left.filter((state) => state.endsWith(" absent"));
      if (lost.length > 0) throw new Error(`not restored: ${lost.join(", ")}; remove the others and begin again`);
      console.log(`${left.length} tables to come: ${left.join(", ")}`);
      await new Promise((resolve) => setTimeout(resolve, pauseSeconds * 1000));
    }
    return `All tables are there. Now: npm run restore-drill -- check --to ${to} --at ${second}`;
  },
  async check({ to, at }) {
    const dynamo = dynamoClient();
    const audit = await auditTables((table) => rowsOf(dynamo, nameIn(to, table)));
    if (audit.findings.length > 0) process.exitCode = 1;
    return reportOf(audit, at);
  },
  async prepare({ to }) {
    // First what may be missing, so that nothing is half prepared.
    const mapping = await importMapping(templateOf(to), keyIdOf);
    await prepareTables(dynamoClient(), to);
    const file = `cdk.out/${to}-data.import.json`;
    writeFileSync(file, `${JSON.stringify(mapping, undefined, 2)}\n`);
    return `The tables of ${to} have streams, point-in-time recovery and protection from deletion. Now: npx cdk import ${to}-data --resource-mapping ${file}`;
  },
  async relay({ to }) {
    const dynamo = dynamoClient();
    const { unrecorded } = await auditTables((table) => rowsOf(dynamo, nameIn(to, table)));
    return `${await relayFacts(new SQSClient({}), to, unrecorded)} facts sent to their subscribers.`;
  },
  async remove({ to }) {
    const removed = await removeTables(dynamoClient(), to);
    return removed.length > 0 ? `Deleted: ${removed.join(", ")}` : `There are no tables of ${to}.`;
  },
};

function templateOf(deployment: string): Fields {
  const file = `cdk.out/${deployment}-data.template.json`;
  try {
    return fieldsOf(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(`there is no ${file}: write it by ECOVALUE_DEPLOYMENT=${deployment} npx cdk synth --quiet`);
  }
}

async function keyIdOf(alias: string): Promise<string> {
  try {
    const { KeyMetadata } = await new KMSClient({}).send(new DescribeKeyCommand({ KeyId: alias }));
    return String(KeyMetadata?.KeyId);
  } catch (error) {
    if (!(error instanceof NotFoundException)) throw error;
    throw new Error(`there is no ${alias}: give it to the key of the deployment that is restored, by aws kms create-alias`);
  }
}

interface Options {
  readonly from: string;
  readonly to: string;
  readonly at: string | undefined;
}

await runOrExit(async () => {
  const text = { type: "string" } as const;
  const { values, positionals } = optionsOrExit(usage, { from: text, to: text, at: text }, { words: 1 });
  const [action] = positionals;
  const run = action === undefined || !Object.hasOwn(actions, action) ? undefined : actions[action];
  if (!run) exitWrongWords(`${action === undefined ? "which action?" : `${action} is no action:`} ${Object.keys(actions).join(", ")}`);
  const { from = readDeploymentName(process.env), at } = values;
  const { to = `${from}drill` } = values;
  if (to === from) exitWrongWords(`--to is the deployment itself: restored tables need another name than ${from}`);
  if (at !== undefined && Number.isNaN(Date.parse(at))) exitWrongWords(`--at is no instant: ${at}; write it as 2026-11-27T02:00:00Z`);
  console.log(await run({ from, to, at: at === undefined ? undefined : new Date(at).toISOString() }));
});
