import { resolve } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { contexts as allContexts } from "../functions/registry.ts";
import type { ContextDefinition } from "../shared/deployment/context.ts";
import { functionsOf } from "../shared/deployment/derive.ts";
import { buildBundles, bundleRoot } from "./build.ts";
import type { Deployment } from "./deployment.ts";
import featureFlags from "./feature-flags.json" with { type: "json" };
import { type IdentitySettings, readSettings, type Settings } from "./settings/settings.ts";
import { ArchiveStack } from "./stacks/archive-stack.ts";
import { ContextStack } from "./stacks/context-stack.ts";
import { DataStack } from "./stacks/data-stack.ts";
import { FrontStack } from "./stacks/front-stack.ts";
import { IdentityStack } from "./stacks/identity-stack.ts";

/** Where an assembly goes. */
interface AssemblyOptions {
  /** Folder of the assembly; the CDK CLI sets its own. */
  readonly out?: string;
}

/** Options of a synthesis. */
export interface SynthesisOptions extends AssemblyOptions {
  /** Those of the local target when absent. */
  readonly settings?: Settings;
  /** Folder of a bundle by its name; bundles are built first when absent. */
  readonly bundleFolder?: (bundle: string) => string;
  /** Contexts to deploy; all when absent. */
  readonly contexts?: readonly ContextDefinition[];
  /** Called with a line for each step, before it is done. */
  readonly onStep?: (step: string) => void;
}

/**
 * Builds the functions and writes the assembly, offline and without credentials. Throws if a handler is missing, if a cdk-nag rule is
 * neither met nor acknowledged with a reason, or if CDK reports an error.
 */
export async function synthesize(options: SynthesisOptions): Promise<void> {
  const { settings = readSettings("local", {}), contexts = allContexts, onStep = () => {} } = options;
  if (!options.bundleFolder) {
    onStep(`bundling ${functionsOf(contexts).length} functions`);
    await buildBundles({ contexts });
  }
  onStep("synthesizing and checking the templates");
  const bundleFolder = options.bundleFolder ?? ((bundle: string) => resolve(bundleRoot, bundle));
  const app = checkedApp(options);
  // Without account and region in them the same templates serve every region of both partitions.
  const deployment: Deployment = { settings, contexts, bundleFolder };
  const data = new DataStack(app, deployment);
  const archives = deployment.contexts.some(({ buckets = {} }) => "RecordArchive" in buckets);
  if (archives && settings.archiveQueries === "athena") new ArchiveStack(app, deployment).addStackDependency(data);
  const front = new FrontStack(app, deployment);
  for (const context of contexts.filter(({ functions }) => Object.keys(functions).length > 0)) {
    const stack = new ContextStack(app, context, deployment);
    // Stacks refer to each other by name, so CDK can't infer the order of deployment.
    stack.addStackDependency(data);
    front.addStackDependency(stack);
  }
  app.synth();
}

/** Writes the assembly of the identity stack alone. Throws as `synthesize` does. */
export function synthesizeIdentity({ settings, ...options }: AssemblyOptions & { readonly settings: IdentitySettings }): void {
  const app = checkedApp(options);
  new IdentityStack(app, settings);
  app.synth();
}

/**
 * An app that cdk-nag checks. The library's recommended flags are copied so that an upgrade shows as a difference. They are given in code:
 * cdk.json is only read by the CLI, and the local cloud must run the very templates that are deployed.
 */
function checkedApp({ out }: AssemblyOptions): App {
  const app = new App({ context: featureFlags, ...(out === undefined ? {} : { outdir: out }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
