import type { LocalCloudOptions } from "../local-cloud/local-cloud.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { signIn } from "./personas.ts";

/** The region Ezhou would deploy to; the account id is fictitious. */
const target = { region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" };

/** Options for running this product on a local cloud: deployment target, personas, and the audience of the synthesized authorizer. */
export function productOptions(settings: Settings = readSettings("local", {})): Pick<LocalCloudOptions, "target" | "audience" | "signIn"> {
  return { target, audience: settings.audience, signIn };
}

/** Another engine for tables than the packaged one: its address in `DYNAMODB_ENDPOINT`. */
export function givenEngine(): Pick<LocalCloudOptions, "dynamodbEndpoint"> {
  const { DYNAMODB_ENDPOINT: dynamodbEndpoint } = process.env;
  return dynamodbEndpoint ? { dynamodbEndpoint } : {};
}
