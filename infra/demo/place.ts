import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { loadAssembly } from "../local-cloud/assembly/assembly.ts";
import { deleteTables } from "../local-cloud/engines/stored-resources.ts";
import { requireTableEngine } from "../local-cloud/engines/table-engine-available.ts";
import type { RemoteLocalCloudOptions } from "../local-cloud/remote-local-cloud.ts";
import { givenEngine, productOptions } from "../running/product-options.ts";
import { readSettings } from "../settings/settings.ts";
import { synthesize } from "../synthesize.ts";

/** Where the demo runs. */
export interface Place {
  /** Options of its local cloud. */
  readonly options: RemoteLocalCloudOptions;
  /** Removes everything that the demo made; call it when the local cloud is gone. */
  leave(): Promise<void>;
}

const usage = `npm run demo
Holds a published permit session, an allocation in instalments and a year of carbon on a local cloud of its own, in a temporary folder and on
free ports.
  --deployed-at URL                   or on an account in which the product is deployed, such as that of an emulator of AWS,
  --assembly FOLDER                   from these templates,
  --account NUMBER --region REGION    in this account and region`;
const text = { type: "string" } as const;
const { values } = optionsOrExit(usage, { "deployed-at": text, assembly: text, account: text, region: text });

/**
 * Prepares a local cloud of the demo's own, on the packaged engine or the one in `DYNAMODB_ENDPOINT`; with `--deployed-at URL`, one on an
 * account in which the product is deployed already: `--assembly` is the folder it was deployed from, `--account` and `--region` say where.
 */
export async function preparePlace(): Promise<Place> {
  const given = givenEngine();
  if (values["deployed-at"] === undefined) await requireTableEngine(given.dynamodbEndpoint);
  const folder = mkdtempSync(join(tmpdir(), "ecovalue-demo-"));
  const state = join(folder, "state");
  const leave = async (): Promise<void> => rmSync(folder, { recursive: true, force: true });
  const { "deployed-at": deployedAt, assembly: deployed, account, region } = values;
  if (deployedAt && deployed && account && region) {
    return { options: { state, assembly: deployed, deployedAt, ...productAt({ accountId: account, region }) }, leave };
  }
  const assembly = join(folder, "assembly");
  // An engine that others use too may have the tables of another deployment.
  const deployment = given.dynamodbEndpoint === undefined ? {} : { ECOVALUE_DEPLOYMENT: `demo${randomBytes(4).toString("hex")}` };
  const settings = readSettings("local", deployment);
  await synthesize({ out: assembly, settings });
  const options = { state, assembly, ...productOptions(settings), ...given };
  return {
    options,
    leave: async () => {
      const { dynamodbEndpoint } = given;
      const { target } = options;
      if (dynamodbEndpoint) await deleteTables(loadAssembly(assembly, { ...target, queueEndpoint: dynamodbEndpoint }), dynamodbEndpoint);
      await leave();
    },
  };
}

/** Options for the product as it is deployed; the persona of the operator is the first operator of its settings. */
function productAt({ accountId, region }: { readonly accountId: string; readonly region: string }) {
  const settings = readSettings("deployed", process.env);
  const { signIn, audience } = productOptions(settings);
  const target = { region, accountId, partition: region.startsWith("cn-") ? "aws-cn" : "aws" };
  const [operator, ...others] = signIn.personas;
  const personas = operator ? [{ ...operator, subject: settings.firstOperator }, ...others] : others;
  return { target, audience, signIn: { ...signIn, personas } };
}
