import type { Setting, SettingsTable } from "./setting.ts";
import { deploymentSettings, identitySettings } from "./settings.ts";

/** The page `docs/settings.md`: every setting of every target, as the app reads them. */
export function settingsDocument(): string {
  const own = Object.fromEntries(Object.entries(identitySettings).filter(([name]) => !(name in deploymentSettings)));
  return `# Settings

Variables that the CDK app reads. \`npm run describe\` writes this page from [settings.ts](../infra/settings/settings.ts). No setting is secret. What is
missing or wrong is named in one sentence each, and nothing is built. An \`ECOVALUE_*\` variable that is not listed is refused as well, unless it belongs
to another command.

| command | builds | with |
|---|---|---|
| \`npx cdk synth\`, \`npx cdk deploy --all\` | what is deployed | the settings below |
| \`npx cdk synth -c target=local\` | what \`npm start\`, the demo and the tests run; CloudFormation refuses its templates | the same, all optional: placeholders stand for what is required |
| \`npx cdk deploy -c target=identity\` | a Cognito user pool as issuer, for deployments that have none | \`ECOVALUE_DEPLOYMENT\`, \`ECOVALUE_TAGS\` and the settings of identity |

## Deployment

${table(deploymentSettings)}

## Identity

${table(own)}
`;
}

function table(settings: SettingsTable): string {
  const rows = Object.values(settings).map(
    (setting) => `| \`${setting.variable}\` | ${setting.sets} | ${setting.expected} | ${withoutIt(setting)} |`,
  );
  return ["| variable | what it sets | what it has to be | without it |", "|---|---|---|---|", ...rows].join("\n");
}

function withoutIt({ fallback, neededWhen }: Setting): string {
  if (fallback !== undefined) return fallback === "" ? "none" : `\`${fallback}\``;
  return neededWhen ? `required where \`${neededWhen.variable}\` ${neededWhen.condition}` : "required";
}
