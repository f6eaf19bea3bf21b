import type * as z from "zod";
import { withoutPasswords } from "./texts.ts";

/** What is synthesized: for deployment to AWS, or for the local cloud of this machine. */
export type Target = "deployed" | "local";

/** The `ECOVALUE_*` variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One setting: its variable, what it is for, what its text has to be, and what holds without it. */
export interface Setting<Value = unknown> {
  readonly variable: `ECOVALUE_${string}`;
  /** What it sets, in a sentence for the table of settings. */
  readonly sets: string;
  /** What the text has to be; completes "It has to be …". */
  readonly expected: string;
  /** Reads the text. */
  readonly schema: z.ZodType<Value, string>;
  /** Texts that only the local cloud may use: placeholders, and addresses of this machine. */
  readonly undeployable?: (text: string) => boolean;
  /** Text that holds without the variable, for every target. */
  readonly fallback?: string;
  /** Text that holds without the variable on the local target; a deployment has to set the variable. */
  readonly localFallback?: string;
  /** Another setting decides whether a deployment has to set this one. */
  readonly neededWhen?: NeededWhen;
  /** What a deployment's text has to be because of another setting, if the text is not that; completes "It has to be …". */
  readonly conflict?: (text: string, environment: Environment) => string | undefined;
}

/** A setting on which it depends whether another one is required. */
interface NeededWhen {
  readonly variable: `ECOVALUE_${string}`;
  /** What has to hold for it, after its name. */
  readonly condition: string;
  readonly holds: (environment: Environment) => boolean;
}

/** A table of settings by name. */
export type SettingsTable = Readonly<Record<string, Setting>>;

/** The values of a table's settings. */
export type ValuesOf<Table extends SettingsTable> = { readonly [Name in keyof Table]: z.output<Table[Name]["schema"]> };

/** Settings that are missing or wrong, all of them, in one sentence each. */
export class WrongSettings extends Error {
  override readonly name = "WrongSettings";
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.sentences = sentences;
  }
}

/** Variables of other commands: no settings of a deployment. */
const variablesOfCommands = ["ECOVALUE_TESTS", "ECOVALUE_STATE", "ECOVALUE_PORT"];

/**
 * Reads a table's settings from their variables. Throws `WrongSettings` with every setting that is missing or wrong; for a deployment also
 * with every `ECOVALUE_*` variable that is in none of the tables, because a misspelt one would be ignored.
 */
export function readTable<Table extends SettingsTable>(
  table: Table,
  {
    environment,
    target,
    tables,
  }: { readonly environment: Environment; readonly target: Target; readonly tables: readonly SettingsTable[] },
): ValuesOf<Table> {
  const wrong: string[] = [];
  const entries = Object.entries(table).map(([name, setting]) => {
    const given = environment[setting.variable];
    const text = given ?? absent(setting, environment, target);
    const read = setting.schema.safeParse(text);
    const refused = given !== undefined && target === "deployed" && setting.undeployable?.(given) === true;
    const conflict = target === "deployed" ? setting.conflict?.(text ?? "", environment) : undefined;
    if (!read.success || refused) wrong.push(sentence(setting, given, environment));
    else if (conflict !== undefined) wrong.push(sentence({ ...setting, expected: conflict }, given, environment));
    return [name, read.data];
  });
  if (target === "deployed") wrong.push(...unknownIn(tables, environment));
  if (wrong.length > 0) throw new WrongSettings(wrong);
  return Object.fromEntries(entries) as ValuesOf<Table>;
}

function absent({ fallback, localFallback, neededWhen }: Setting, environment: Environment, target: Target): string | undefined {
  const needed = target === "deployed" && neededWhen?.holds(environment) !== false;
  return fallback ?? (needed ? undefined : localFallback);
}

function sentence({ variable, expected, neededWhen }: Setting, given: string | undefined, environment: Environment): string {
  const because = neededWhen?.holds(environment) ? ` although ${neededWhen.variable} ${neededWhen.condition}` : "";
  return given === undefined
    ? `${variable} is not set${because}. It has to be ${expected}.`
    : `${variable} is ${JSON.stringify(withoutPasswords(given))}. It has to be ${expected}.`;
}

function unknownIn(tables: readonly SettingsTable[], environment: Environment): readonly string[] {
  const variables = tables.flatMap((table) => Object.values(table)).map(({ variable }): string => variable);
  const known = new Set([...variables, ...variablesOfCommands]);
  return Object.keys(environment)
    .filter((name) => name.startsWith("ECOVALUE_") && !known.has(name))
    .map((name) => `${name} is no setting: correct its name, or unset it.`);
}
