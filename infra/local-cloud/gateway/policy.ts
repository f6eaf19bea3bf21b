import type { PolicyStatement } from "./types.ts";

/** One right a request needs: an action on a resource, in a context of condition keys. */
export interface NeededRight {
  /** `dynamodb:PutItem`, as IAM writes it. */
  readonly action: string;
  readonly resource: string;
  /** Values of `dynamodb:LeadingKeys`; `unknown` where the request doesn't show them, which no condition on them accepts. */
  readonly leadingKeys?: readonly string[] | "unknown";
  /** `TransactWriteItems` and the like for an inner action. */
  readonly enclosingOperation?: string;
}

/** Why a right is not granted, as AWS words it. */
export type Denial = "no-allow" | "explicit-deny";

/** A policy ready to be asked: undefined when the right is granted. */
export type CompiledPolicy = (right: NeededRight) => Denial | undefined;

type Condition = (right: NeededRight) => boolean;

interface CompiledStatement {
  readonly deny: boolean;
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  readonly conditions: readonly Condition[];
}

const knownFields = new Set(["Sid", "Effect", "Action", "Resource", "Condition"]);
const leadingKeys = "dynamodb:LeadingKeys";
const enclosingOperation = "dynamodb:EnclosingOperation";

/**
 * Compiles the statements of one role. An explicit deny wins over any allow, and what no statement allows is denied.
 * Throws on anything it doesn't implement (`NotAction`, `Principal`, an unknown condition operator or key): a condition that is silently
 * not checked would make the local cloud more generous than AWS.
 */
export function compilePolicy(statements: readonly PolicyStatement[]): CompiledPolicy {
  const compiled = statements.map(compileStatement);
  const answers = new Map<string, Denial | undefined>();
  return (right) => {
    if (right.leadingKeys !== undefined) return decide(compiled, right);
    const key = `${right.action} ${right.resource} ${right.enclosingOperation ?? ""}`;
    if (!answers.has(key)) {
      if (answers.size > 10_000) answers.clear();
      answers.set(key, decide(compiled, right));
    }
    return answers.get(key);
  };
}

/**
 * Leaves out statements that only deny requests without TLS, as CDK's `enforceSSL` writes them into resource policies: on the loopback
 * there is no TLS. Everything else stays and is compiled as usual.
 */
export function withoutSecureTransport(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return statements.filter(({ Effect, Condition }) => {
    const { Bool, ...others } = Condition ?? {};
    const onlyTransport = Bool && Object.keys(Bool).join() === "aws:SecureTransport" && String(Bool["aws:SecureTransport"]) === "false";
    return !(Effect === "Deny" && onlyTransport && Object.keys(others).length === 0);
  });
}

/** A matcher for `*` (any text) and `?` (any one character), as in actions, resources and `StringLike`. */
function wildcard(pattern: string, flags = ""): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, `s${flags}`);
}

function decide(statements: readonly CompiledStatement[], right: NeededRight): Denial | undefined {
  let allowed = false;
  for (const statement of statements) {
    if (!applies(statement, right)) continue;
    if (statement.deny) return "explicit-deny";
    allowed = true;
  }
  return allowed ? undefined : "no-allow";
}

function applies({ actions, resources, conditions }: CompiledStatement, right: NeededRight): boolean {
  return (
    actions.some((action) => action.test(right.action)) &&
    resources.some((resource) => resource.test(right.resource)) &&
    conditions.every((condition) => condition(right))
  );
}

function compileStatement(statement: PolicyStatement): CompiledStatement {
  const unknown = Object.keys(statement).filter((field) => !knownFields.has(field));
  if (unknown.length > 0) throw new Error(`policy field not implemented: ${unknown.join(", ")} in ${JSON.stringify(statement)}`);
  if (statement.Effect !== "Allow" && statement.Effect !== "Deny")
    throw new Error(`policy effect is not Allow or Deny: ${JSON.stringify(statement)}`);
  const deny = statement.Effect === "Deny";
  return {
    deny,
    actions: texts(statement.Action, statement).map((action) => wildcard(action, "i")),
    resources: texts(statement.Resource, statement).map((resource) => wildcard(resource)),
    conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, block]) =>
      Object.entries(block).map(([key, value]) => compileCondition(operator, key, texts(value, statement), deny)),
    ),
  };
}

function texts(value: string | readonly string[] | undefined, statement: PolicyStatement): readonly string[] {
  const values = typeof value === "string" ? [value] : value;
  if (!Array.isArray(values) || values.length === 0 || !values.every((text) => typeof text === "string")) {
    throw new Error(`policy values have to be resolved texts: ${JSON.stringify(statement)}`);
  }
  return values;
}

function compileCondition(operator: string, key: string, values: readonly string[], deny: boolean): Condition {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(StringEquals|StringLike)$/.exec(operator);
  if (!match || (key !== leadingKeys && key !== enclosingOperation))
    throw new Error(`policy condition not implemented: ${operator} on ${key}`);
  const [, qualifier, comparison] = match;
  const patterns = comparison === "StringLike" ? values.map((value) => wildcard(value)) : undefined;
  const allowed = new Set(values);
  const fits = (value: string): boolean => (patterns ? patterns.some((pattern) => pattern.test(value)) : allowed.has(value));
  if (key === leadingKeys && !qualifier) throw new Error(`policy condition on ${leadingKeys} needs ForAllValues or ForAnyValue`);
  return (right) => {
    const present = contextValues(key, right);
    // What can't be seen must never help the caller: an allow doesn't apply, a deny does.
    if (present === "unknown") return deny;
    return qualifier === "ForAllValues" ? present.every(fits) : present.some(fits);
  };
}

function contextValues(key: string, right: NeededRight): readonly string[] | "unknown" {
  if (key === leadingKeys) return right.leadingKeys ?? [];
  return right.enclosingOperation === undefined ? [] : [right.enclosingOperation];
}
