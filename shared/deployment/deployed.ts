import { readFile } from "node:fs/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { environment } from "../runtime/environment.ts";
import { dynamoClient } from "../store/client.ts";
import { type FunctionDefinition, type SettingName, settingVariables } from "./context.ts";
import type { Grant, KeyGrant, ObjectGrant, QueueGrant, TableGrant } from "./grants.ts";
import { variablesOf } from "./variables.ts";

type GrantOf<Definition extends Pick<FunctionDefinition, "grants">> = Definition["grants"][number];
type Tables<G extends Grant> = G extends TableGrant<infer Name> ? Name : never;
type Buckets<G extends Grant> = G extends ObjectGrant<infer Name> ? Name : never;
type Queues<G extends Grant> = G extends QueueGrant<infer Name> ? Name : never;
type Keys<G extends Grant> = G extends KeyGrant<infer Name> ? Name : never;
type SettingsOf<Definition> = Definition extends { readonly settings: readonly (infer Name extends SettingName)[] } ? Name : never;

/** What a deployed function gets: clients, the clock, and the names of what it is granted. Access to anything else does not compile. */
export interface Deployed<Definition extends Pick<FunctionDefinition, "grants"> = FunctionDefinition> {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  /** Names of tables. */
  readonly tables: Readonly<Record<Tables<GrantOf<Definition>>, string>>;
  /** Names of buckets. */
  readonly buckets: Readonly<Record<Buckets<GrantOf<Definition>>, string>>;
  /** Addresses of queues. */
  readonly queues: Readonly<Record<Queues<GrantOf<Definition>>, string>>;
  /** Aliases of keys. */
  readonly keys: Readonly<Record<Keys<GrantOf<Definition>>, string>>;
  readonly settings: Readonly<Record<SettingsOf<Definition>, string>>;
  /** Text of an asset deployed beside the bundle. */
  readonly readAsset: (path: string) => Promise<string>;
}

/**
 * Reads the environment of a function by its definition; throws with the names of all missing variables, so that a misconfigured function
 * never serves.
 */
export function deployed<const Definition extends FunctionDefinition>(definition: Definition): Deployed<Definition> {
  const variables = variablesOf(definition);
  const values = environment(...Object.keys(variables));
  const named = (member: "table" | "bucket" | "queue" | "key"): Record<string, string> =>
    Object.fromEntries(
      Object.entries(variables).flatMap(([variable, value]) =>
        member in value ? [[(value as never)[member], values[variable] ?? ""]] : [],
      ),
    );
  const settings = (definition.settings ?? []).map((name) => [name, values[settingVariables[name]] ?? ""]);
  // Variables are derived from the grants, so the names are those of the type.
  return {
    dynamo: dynamoClient(),
    clock: systemClock,
    tables: named("table"),
    buckets: named("bucket"),
    queues: named("queue"),
    keys: named("key"),
    settings: Object.fromEntries(settings),
    // In a bundle this module is part of the entry file, which the assets are deployed next to.
    readAsset: (path: string) => readFile(new URL(`./${path}`, import.meta.url), "utf8"),
  } as Deployed<Definition>;
}
