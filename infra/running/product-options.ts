import type { LocalCloudOptions } from "../local-cloud/local-cloud.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { signIn } from "./personas.ts";

/** What a local cloud is told to run this product: who signs in, and the audience that the synthesized authorizer demands. */
export function productOptions(settings: Settings = readSettings({})): Pick<LocalCloudOptions, "audience" | "signIn"> {
  return { audience: settings.audience, signIn };
}
