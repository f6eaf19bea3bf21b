import { type SettingName, settingVariables } from "../../shared/deployment/context.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import type { Engine } from "./engine.ts";
import { type Services, sharedServices } from "./stand-ins.ts";

/** Settings of a deployment. */
export type Settings = Readonly<Record<SettingName, string>>;
const unset = Object.fromEntries(Object.keys(settingVariables).map((name) => [name, ""])) as Settings;

/** Everything that any function of the product can be granted: a function's own definition asks for its part of it. */
export interface Granted extends Pick<Engine, "dynamo" | "tables">, Services {
  readonly clock: Clock;
  readonly settings: Settings;
}

/** What functions are granted in a test: tables of an engine, buckets and queues of the stand-in, a clock, and settings, empty where none is given. */
export async function grantedOn(
  { dynamo, tables }: Pick<Engine, "dynamo" | "tables">,
  clock: Clock,
  settings: Partial<Settings> = {},
): Promise<Granted> {
  return { dynamo, tables, clock, settings: { ...unset, ...settings }, ...(await sharedServices()) };
}
