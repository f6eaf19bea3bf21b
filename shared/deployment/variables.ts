import { type FunctionDefinition, type SettingName, settingVariables } from "./context.ts";
import type { Grant } from "./grants.ts";

/** Content of a function's environment variable: the name of a table, bucket or key, the address of a queue, or a setting. */
export type VariableValue =
  | { readonly table: string }
  | { readonly bucket: string }
  | { readonly queue: string }
  | { readonly key: string }
  | { readonly setting: SettingName }
  | { readonly failuresOf: "itself" };

/** Variable that names a table. */
export function tableVariable(name: string): string {
  return `TABLE_${name.toUpperCase()}`;
}
/** Variable that names a bucket. */
export function bucketVariable(name: string): string {
  return `BUCKET_${name.toUpperCase()}`;
}
/** Variable that holds the address of a queue. */
export function queueVariable(name: string): string {
  return `QUEUE_${name.toUpperCase().replaceAll("-", "_")}`;
}
/** Variable that holds the alias of a key. */
export function keyVariable(name: string): string {
  return `KEY_${name.toUpperCase()}`;
}
/** Variable that holds the address of a consumer's failure queue, where it sends facts that it can't decode. */
export const quarantineVariable = "QUEUE_QUARANTINE";

/** Variables that name what a grant is for; a right to send messages names nothing. */
function ofGrant(grant: Grant): readonly (readonly [string, VariableValue])[] {
  if ("table" in grant) return [[tableVariable(grant.table), { table: grant.table }]];
  if ("bucket" in grant) return [[bucketVariable(grant.bucket), { bucket: grant.bucket }]];
  if ("key" in grant) return [[keyVariable(grant.key), { key: grant.key }]];
  return "queue" in grant ? [[queueVariable(grant.queue), { queue: grant.queue }]] : [];
}

/** The environment of a function: the names of what its grants list, its settings, and nothing else. Templates set it, handlers read it. */
export function variablesOf({
  kind,
  grants,
  settings = [],
}: Pick<FunctionDefinition, "kind" | "grants" | "settings">): Readonly<Record<string, VariableValue>> {
  return Object.fromEntries([
    ...grants.flatMap(ofGrant),
    ...settings.map((setting) => [settingVariables[setting], { setting }] as const),
    ...(kind === "facts" ? [[quarantineVariable, { failuresOf: "itself" }] as const] : []),
  ]);
}
