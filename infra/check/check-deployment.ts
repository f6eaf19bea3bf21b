import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoClient } from "../../shared/store/client.ts";
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

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      outside: { type: "boolean", default: false },
      inside: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [url] = positionals;
  if (values.help || (url === undefined && !values.inside) || positionals.length > 1) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 1;
  } else {
    const { ECOVALUE_DEPLOYMENT: deployment = "ecovalue", ECOVALUE_ISSUER: issuer, ECOVALUE_AUDIENCE: audience } = process.env;
    const { ECOVALUE_PORTAL_ORIGINS: origins, ACCESS_TOKEN: token } = process.env;
    const description = JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8"));
    const expected = { description, issuer, audience, token, origins: origins ? origins.split(",") : [], now: () => performance.now() };
    const checks = [
      ...(url === undefined || values.inside ? [] : outsideChecks({ ...expected, url: new URL(url).href.replace(/\/$/, "") })),
      ...(values.outside ? [] : await inside(deployment, values.inside)),
    ];
    const checked = await runChecks(checks);
    console.log(tableOf(checked));
    if (checked.some(({ result }) => result === "failed")) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
