import type { PolicyStatement } from "./types.ts";

/** One right a request needs: an action on a resource, in a context of condition keys. */
export interface NeededRight {
  /** For example `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  /** Values of `dynamodb:LeadingKeys`; `unknown` where the request does not show them: no condition on them holds then. */
  readonly leadingKeys?: readonly string[] | "unknown";
  /** The transaction an inner action is part of, for example `TransactWriteItems`. */
  readonly enclosingOperation?: string;
  /** The alias by which a request names a key (`kms:RequestAlias`); absent if it names none. */
  readonly requestAlias?: string;
}

/** Why a right is not granted, as AWS words it. */
export type Denial = "no-allow" | "explicit-deny";

/** One grant: an action pattern on a resource pattern, for one pattern of leading keys where the statement limits them. */
export interface Grant {
  /** Index of the statement in its policy. */
  readonly statement: number;
  readonly action: string;
  readonly resource: string;
  /** Absent where the statement sets no condition on leading keys. */
  readonly leadingKey?: string;
}

/** A policy's decision on a right: the grants that allow it, or why it is denied. */
export type Decision = { readonly grants: readonly Grant[] } | { readonly denial: Denial };

/** A policy ready to decide. */
export interface CompiledPolicy {
  /** Every grant of the policy: each action x resource x leading-key pattern of each allowing statement. */
  readonly grants: readonly Grant[];
  decide(right: NeededRight): Decision;
}

type Condition = (right: NeededRight) => boolean;
type Matcher = (value: string) => boolean;

interface CompiledGrant {
  readonly grant: Grant;
  readonly action: RegExp;
  readonly resource: RegExp;
  readonly leadingKey: Matcher | undefined;
}

interface CompiledStatement {
  readonly deny: boolean;
  readonly grants: readonly CompiledGrant[];
  readonly conditions: readonly Condition[];
}

const knownFields = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);
const leadingKeys = "dynamodb:LeadingKeys";
/** Condition keys with one value at most. */
const singleValued: Readonly<Record<string, (right: NeededRight) => string | undefined>> = {
  "dynamodb:EnclosingOperation": ({ enclosingOperation }) => enclosingOperation,
  "kms:RequestAlias": ({ requestAlias }) => requestAlias,
};

/**
 * Compiles the statements of one role. An explicit deny wins over any allow, and what no statement allows is denied.
 * Throws on anything it doesn't implement (`NotAction`, `Principal`, an unknown condition operator or key): a condition that is silently
 * ignored would make the local cloud more permissive than AWS.
 */
export function compilePolicy(statements: readonly PolicyStatement[]): CompiledPolicy {
  const compiled = statements.map(compileStatement);
  /** Statements that apply to an action and resource, conditions aside. */
  const applicable = new Map<string, readonly CompiledStatement[]>();
  return {
    grants: compiled.flatMap(({ deny, grants }) => (deny ? [] : grants.map(({ grant }) => grant))),
    decide: (right) => {
      const place = `${right.action} ${right.resource}`;
      let found = applicable.get(place);
      if (!found) {
        if (applicable.size > 10_000) applicable.clear();
        found = compiled.map((statement) => narrowed(statement, right)).filter(({ grants }) => grants.length > 0);
        applicable.set(place, found);
      }
      return decide(found, right);
    },
  };
}

/** A matcher for `*` (any text) and `?` (any one character), as in actions, resources and `StringLike`. */
function wildcard(pattern: string, flags = ""): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`);
}

function narrowed(statement: CompiledStatement, right: NeededRight): CompiledStatement {
  return {
    ...statement,
    grants: statement.grants.filter(({ action, resource }) => action.test(right.action) && resource.test(right.resource)),
  };
}

function decide(statements: readonly CompiledStatement[], right: NeededRight): Decision {
  const applying = statements.filter(({ conditions }) => conditions.every((condition) => condition(right)));
  if (applying.some(({ deny }) => deny)) return { denial: "explicit-deny" };
  if (applying.length === 0) return { denial: "no-allow" };
  return { grants: applying.flatMap(({ grants }) => grants.filter((grant) => covers(grant, right)).map(({ grant }) => grant)) };
}

/** Whether a grant of an applying statement covers one of the request's keys. A request without keys counts for every pattern. */
function covers({ leadingKey }: CompiledGrant, right: NeededRight): boolean {
  const keys = contextValues(leadingKeys, right);
  return leadingKey === undefined || keys === "unknown" || keys.length === 0 || keys.some(leadingKey);
}

function compileStatement(statement: PolicyStatement, position: number): CompiledStatement {
  const unknown = Object.keys(statement).filter((field) => !knownFields.has(field));
  if (unknown.length > 0) throw new Error(`policy field not implemented: ${unknown.join(", ")} in ${JSON.stringify(statement)}`);
  if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
    throw new Error(`policy effect is not Allow or Deny: ${JSON.stringify(statement)}`);
  const deny = statement.Effect === "Deny";
  const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, block]) =>
    Object.entries(block).map(([key, value]) => compileCondition(operator, key, texts(value, statement), deny)),
  );
  const patterns = conditions.flatMap(({ leadingKeyPatterns }) => leadingKeyPatterns);
  const keys = patterns.length > 0 ? patterns : [undefined];
  return {
    deny,
    conditions: conditions.map(({ holds }) => holds),
    grants: texts(statement.Action, statement).flatMap((action) =>
      texts(statement.Resource, statement).flatMap((resource) =>
        keys.map((key) => ({
          grant: { statement: position, action, resource, ...(key && { leadingKey: key.text }) },
          action: wildcard(action, "i"),
          resource: wildcard(resource),
          leadingKey: key?.matches,
        })),
      ),
    ),
  };
}

/** The values of a field that takes one or several; anything but strings, such as an unresolved `Fn::` object, is an error. */
function texts(value: unknown, statement: PolicyStatement): readonly string[] {
  const values = typeof value === "string" ? [value] : value;
  if (!Array.isArray(values) || values.length === 0 || !values.every((text) => typeof text === "string")) {
    throw new Error(`policy values have to be resolved strings: ${JSON.stringify(statement)}`);
  }
  return values;
}

interface CompiledCondition {
  readonly holds: Condition;
  /** Empty for conditions on other keys. */
  readonly leadingKeyPatterns: readonly { readonly text: string; readonly matches: Matcher }[];
}

function compileCondition(operator: string, key: string, values: readonly string[], deny: boolean): CompiledCondition {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(StringEquals|StringLike)$/.exec(operator);
  if (!match || (key !== leadingKeys && !Object.hasOwn(singleValued, key)))
    throw new Error(`policy condition not implemented: ${operator} on ${key}`);
  const [, qualifier, comparison] = match;
  if (key === leadingKeys && !qualifier) throw new Error(`policy condition on ${leadingKeys} needs ForAllValues or ForAnyValue`);
  const patterns = values.map((text) => ({
    text,
    matches: comparison === "StringLike" ? likeness(text) : (value: string) => value === text,
  }));
  const matchesAny = (value: string): boolean => patterns.some(({ matches }) => matches(value));
  return {
    holds: (right) => {
      const present = contextValues(key, right);
      // Unknown keys must never help the caller: an allow does not apply, a deny does.
      if (present === "unknown") return deny;
      return qualifier === "ForAllValues" ? present.every(matchesAny) : present.some(matchesAny);
    },
    leadingKeyPatterns: key === leadingKeys ? patterns : [],
  };
}

function likeness(pattern: string): Matcher {
  const expression = wildcard(pattern);
  return (value) => expression.test(value);
}

function contextValues(key: string, right: NeededRight): readonly string[] | "unknown" {
  if (key === leadingKeys) return right.leadingKeys ?? [];
  const value = singleValued[key]?.(right);
  return value === undefined ? [] : [value];
}
