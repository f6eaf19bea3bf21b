import { App } from "aws-cdk-lib";
import { readIdentitySettings, readSettings } from "./settings/settings.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { synthesize, synthesizeIdentity } from "./synthesize.ts";

/**
 * The CDK app: `npx cdk synth`. It builds what is deployed; `-c target=local` builds for the local cloud, `-c target=identity` the optional
 * issuer. Settings come from `ECOVALUE_*` variables.
 */
const out = process.env.CDK_OUTDIR ?? "cdk.out";

const targets: Readonly<Record<string, (target: string) => Promise<void> | void>> = {
  deployed: (target) => synthesize({ settings: settingsOrExit(target, (environment) => readSettings("deployed", environment)), out }),
  local: (target) => synthesize({ settings: settingsOrExit(target, (environment) => readSettings("local", environment)), out }),
  identity: (target) => synthesizeIdentity({ settings: settingsOrExit(target, readIdentitySettings), out }),
};

// An app reads the context as CDK hands it over: in a variable or, when it is long, in a file.
const target = String(new App({ outdir: out, autoSynth: false }).node.tryGetContext("target") ?? "deployed");
const build = targets[target];
if (build) await build(target);
else {
  console.error(`The context value target is "${target}". It has to be one of ${Object.keys(targets).join(", ")}.`);
  process.exitCode = 1;
}
