import { resolve } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { buildBundles, bundleRoot } from "./build.ts";
import featureFlags from "./feature-flags.json" with { type: "json" };
import { readSettings, type Settings } from "./settings/settings.ts";
import type { ContextDefinition } from "./stacks/context.ts";
import { contexts as allContexts } from "./stacks/contexts.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { ExchangeStack } from "./stacks/exchange-stack.ts";

/**
 * The library's recommended flags, copied so that an upgrade shows as a difference, with one exception: references between stacks are
 * exports. They keep the data stack from dropping what is in use, and every region knows them.
 */
const flags = { ...featureFlags, "@aws-cdk/core:defaultCrossStackReferences": "strong" };

/** What to synthesize, and where to. */
export interface SynthesisOptions {
  /** Folder of the assembly; the CLI of CDK names its own. */
  readonly out?: string;
  readonly settings?: Settings;
  /** Folder of a bundle by its name; bundles are built first when absent. */
  readonly bundleFolder?: (bundle: string) => string;
  /** Contexts to deploy; all when absent. */
  readonly contexts?: readonly ContextDefinition[];
}

/**
 * Builds the functions and writes the assembly, offline and without credentials. Throws when an entry is missing, when a rule of cdk-nag
 * is neither kept nor acknowledged with a reason, or when the library finds a fault.
 */
export async function synthesize(options: SynthesisOptions): Promise<void> {
  const { settings = readSettings({}), contexts = allContexts } = options;
  if (!options.bundleFolder) await buildBundles({ contexts });
  const bundleFolder = options.bundleFolder ?? ((bundle: string) => resolve(bundleRoot, bundle));
  // The flags are given in code: cdk.json is only read by the CLI, and the local cloud must run the very templates that are deployed.
  const app = new App({ context: flags, ...(options.out === undefined ? {} : { outdir: options.out }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // Without account and region in them the same templates serve every region of both partitions.
  const data = new DataStack(app, `${settings.deployment}-data`, { terminationProtection: true });
  new ExchangeStack(app, `${settings.deployment}-exchange`, { data, contexts, settings, bundleFolder });
  app.synth();
}
