import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { contexts } from "../../functions/registry.ts";
import { type SettingName, settingVariables } from "../../shared/deployment/context.ts";
import type { Deployed } from "../../shared/deployment/deployed.ts";
import { functionsOf } from "../../shared/deployment/derive.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Engine } from "./engine.ts";
import { type Services, sharedServices } from "./stand-ins.ts";

/** Settings of a deployment. */
export type Settings = Readonly<Record<SettingName, string>>;
const usual = {
  ...Object.fromEntries(Object.keys(settingVariables).map((name) => [name, ""])),
  noticeChannels: "mail,sms",
  exportDays: "7",
} as Settings;

/** Everything a function can be granted; each function uses the part in its definition. */
export interface Granted extends Pick<Engine, "dynamo" | "tables">, Pick<Deployed, "readAsset">, Services {
  readonly clock: Clock;
  readonly settings: Settings;
}

/**
 * Grants for a test: tables of an engine, buckets, queues and keys of the stand-in, a clock, and settings (all channels of notices; otherwise
 * empty by default).
 */
export async function grantedOn(
  { dynamo, tables }: Pick<Engine, "dynamo" | "tables">,
  clock: Clock,
  settings: Partial<Settings> = {},
): Promise<Granted> {
  return { dynamo, tables, clock, settings: { ...usual, ...settings }, readAsset, ...(await sharedServices()) };
}

const assets = functionsOf(contexts).flatMap(({ definition }) => definition.assets ?? []);

/** Reads an asset from where it would be copied. */
async function readAsset(path: string): Promise<string> {
  const asset = required(
    assets.find((each) => basename(each) === path.split("/")[0]),
    `asset that ${path} is of`,
  );
  return readFile(new URL(`../../${dirname(asset)}/${path}`, import.meta.url), "utf8");
}
