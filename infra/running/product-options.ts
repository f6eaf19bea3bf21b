import type { LocalCloudOptions } from "../local-cloud/local-cloud.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { signIn } from "./personas.ts";

/** A region of the partition in which Ezhou would deploy; the account is made up. */
const target = { region: "cn-north-1", accountId: "000000000000", partition: "aws-cn" };

/** What a local cloud is told to run this product: the deployment target, who signs in, and the audience that the synthesized authorizer demands. */
export function productOptions(settings: Settings = readSettings({})): Pick<LocalCloudOptions, "target" | "audience" | "signIn"> {
  return { target, audience: settings.audience, signIn };
}
