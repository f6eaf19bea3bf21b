import { type Fields, isFields } from "../values.ts";

/** Where the intrinsic functions of one template look names up. */
export interface IntrinsicScope {
  /** Name of the template, for messages. */
  readonly stack: string;
  /** Value of a pseudo parameter, a parameter or a resource; undefined when there is none. */
  ref(name: string): unknown;
  /** Attribute of a resource; throws when there is none. */
  attribute(logicalId: string, attribute: string): unknown;
  /** Value that another stack exports; throws when none does. */
  imported(exportName: string): unknown;
  readonly mappings: Fields;
  readonly conditions: Fields;
}

/** Marks a property that `AWS::NoValue` removes. */
const noValue = Symbol("AWS::NoValue");

/**
 * Resolves every intrinsic function in a value of a template. Throws on a function it doesn't know: a guess would hide a difference from
 * AWS.
 */
export function resolveIntrinsics(scope: IntrinsicScope, value: unknown): unknown {
  const resolved = resolve(scope, value);
  return resolved === noValue ? undefined : resolved;
}

function resolve(scope: IntrinsicScope, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolve(scope, entry)).filter((entry) => entry !== noValue);
  if (!isFields(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && (only[0] === "Ref" || only[0].startsWith("Fn::"))) return call(scope, only[0], only[1]);
  return Object.fromEntries(entries.map(([name, entry]) => [name, resolve(scope, entry)]).filter(([, entry]) => entry !== noValue));
}

type Intrinsic = (scope: IntrinsicScope, argument: unknown) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (scope, argument) => reference(scope, text(argument)),
  "Fn::GetAtt": (scope, argument) => {
    const [logicalId = "", ...attribute] = typeof argument === "string" ? argument.split(".") : items(argument).map(text);
    return scope.attribute(logicalId, attribute.join("."));
  },
  "Fn::Join": (scope, argument) => {
    const [separator, parts] = items(argument);
    return items(resolve(scope, parts)).map(text).join(text(separator));
  },
  "Fn::Sub": (scope, argument) => {
    const [template, variables] = typeof argument === "string" ? [argument, {}] : items(argument);
    return substitute(scope, text(template), isFields(variables) ? variables : {});
  },
  "Fn::Select": (scope, argument) => {
    const [index, list] = items(argument);
    const found = items(resolve(scope, list))[Number(resolve(scope, index))];
    if (found === undefined) throw new Error(`Fn::Select finds nothing at ${text(index)}`);
    return found;
  },
  "Fn::Split": (scope, argument) => {
    const [separator, whole] = items(argument);
    return text(resolve(scope, whole)).split(text(separator));
  },
  "Fn::If": (scope, argument) => {
    const [name, yes, no] = items(argument);
    return resolve(scope, condition(scope, text(name)) ? yes : no);
  },
  "Fn::FindInMap": (scope, argument) => {
    const keys = items(resolve(scope, argument)).map(text);
    const found = keys.reduce<unknown>((inner, key) => (isFields(inner) ? inner[key] : undefined), scope.mappings);
    if (found === undefined) throw new Error(`Fn::FindInMap finds nothing at ${keys.join(" / ")}`);
    return found;
  },
  "Fn::ImportValue": (scope, argument) => scope.imported(text(resolve(scope, argument))),
  "Fn::Equals": (scope, argument) => {
    const [left, right] = items(argument).map((side) => JSON.stringify(resolve(scope, side)));
    return left === right;
  },
  "Fn::And": (scope, argument) => items(argument).every((part) => truth(scope, part)),
  "Fn::Or": (scope, argument) => items(argument).some((part) => truth(scope, part)),
  "Fn::Not": (scope, argument) => !truth(scope, items(argument)[0]),
};

function call(scope: IntrinsicScope, name: string, argument: unknown): unknown {
  const intrinsic = intrinsics[name];
  if (!intrinsic) throw new Error(`${scope.stack}: the local cloud doesn't know ${name}: ${JSON.stringify(argument)}`);
  return intrinsic(scope, argument);
}

function reference(scope: IntrinsicScope, name: string): unknown {
  if (name === "AWS::NoValue") return noValue;
  const value = scope.ref(name);
  if (value === undefined) throw new Error(`${scope.stack}: nothing is called ${name}`);
  return value;
}

/** Whether a named condition of the template holds. */
export function condition(scope: IntrinsicScope, name: string): boolean {
  if (!(name in scope.conditions)) throw new Error(`${scope.stack}: no condition is called ${name}`);
  return truth(scope, scope.conditions[name]);
}

function truth(scope: IntrinsicScope, expression: unknown): boolean {
  if (isFields(expression) && typeof expression.Condition === "string") return condition(scope, expression.Condition);
  return resolve(scope, expression) === true;
}

function substitute(scope: IntrinsicScope, template: string, variables: Fields): string {
  return template.replace(/\$\{(!?)([^}]+)\}/g, (_found, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return text(resolve(scope, variables[name]));
    const [logicalId = "", ...attribute] = name.split(".");
    return text(attribute.length > 0 ? scope.attribute(logicalId, attribute.join(".")) : reference(scope, name));
  });
}

function items(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`an intrinsic function expects a list, not ${JSON.stringify(value)}`);
  return value;
}

function text(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Error(`an intrinsic function expects a text, not ${JSON.stringify(value)}`);
}
