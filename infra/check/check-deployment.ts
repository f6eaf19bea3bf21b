import { readFileSync } from "node:fs";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { runOrExit } from "../../shared/command-line/run-or-exit.ts";
import { dynamoClient } from "../../shared/store/client.ts";
import { readDeploymentName } from "../settings/settings.ts";
import { type Check, runChecks, skipped, tableOf } from "./check.ts";
import { insideChecks } from "./inside.ts";
import { outsideChecks } from "./outside.ts";

const usage = `npm run -s check-deployment -- URL [--outside] [--inside]
Checks a deployment: from outside at its address (the output ApiUrl of the stack -front), and, with credentials of its account, from inside.
--outside and --inside check one side only. Changes nothing. Ends with 1 if a check fails.
It should be what these variables say, as at the deployment: ECOVALUE_DEPLOYMENT, ECOVALUE_ISSUER, ECOVALUE_AUDIENCE, ECOVALUE_PORTAL_ORIGINS,
ECOVALUE_ALARM_TOPIC_ARN.
ACCESS_TOKEN may hold an access token of the issuer. Region, credentials and endpoints of the account are those of the AWS SDK.`;

/** The checks from inside, or why there are none. */
async function inside(deployment: string, isAsked: boolean): Promise<readonly Check[]> {
  const clients = {
    ...{ dynamo: dynamoClient(), lambda: new LambdaClient({}), sqs: new SQSClient({}), kms: new KMSClient({}) },
    ...{ sns: new SNSClient({}), alarms: new CloudWatchClient({}), stacks: new CloudFormationClient({}) },
  };
  try {
    await Promise.all([clients.dynamo.config.credentials(), clients.dynamo.config.region()]);
    return insideChecks(clients, deployment, process.env.ECOVALUE_ALARM_TOPIC_ARN);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (isAsked) throw new Error(`no credentials or region of an account: ${reason}`);
    return [{ name: "inside", run: async () => skipped("no credentials or region of an account") }];
  }
}

await runOrExit(async () => {
  const flag = { type: "boolean", default: false } as const;
  const { values, positionals } = optionsOrExit(usage, { outside: flag, inside: flag }, { words: 1 });
  const [url] = positionals;
  if (url === undefined && !values.inside) exitWrongWords("which deployment? its address, such as https://api.example.com, or --inside");
  if (url !== undefined && !URL.canParse(url)) exitWrongWords(`${JSON.stringify(url)} is no address, such as https://api.example.com`);
  const { ECOVALUE_ISSUER: issuer, ECOVALUE_AUDIENCE: audience, ECOVALUE_PORTAL_ORIGINS: origins, ACCESS_TOKEN: token } = process.env;
  const description = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
  const expected = { description, issuer, audience, token, origins: origins ? origins.split(",") : [], now: () => performance.now() };
  const checks = [
    ...(url === undefined || values.inside ? [] : outsideChecks({ ...expected, url: new URL(url).href.replace(/\/$/, "") })),
    ...(values.outside ? [] : await inside(readDeploymentName(process.env), values.inside)),
  ];
  const checked = await runChecks(checks);
  console.log(tableOf(checked));
  if (checked.some(({ result }) => result === "failed")) process.exitCode = 1;
});
