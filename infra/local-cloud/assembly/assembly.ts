import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Fields, fieldsOf } from "../values.ts";
import { condition, type IntrinsicScope, resolveIntrinsics } from "./intrinsics.ts";
import {
  attributeOf,
  type DeploymentTarget,
  generatedName,
  hasEffect,
  isUniqueInAccount,
  nameProperty,
  pseudoParameters,
  refOf,
} from "./resource-types.ts";

/** A resource the local cloud runs, with every intrinsic function in its properties resolved. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Name at the engines: chosen in the template, or its place in the construct tree below the stack, joined by hyphens. */
  readonly name: string;
  /** `Arn` attribute; undefined for types that have none. */
  readonly arn: string | undefined;
  readonly properties: Fields;
  /** Folder of its code asset, for functions. */
  readonly assetFolder: string | undefined;
}

/** A synthesized CDK app, resolved for this machine. */
export interface Assembly {
  readonly folder: string;
  readonly target: DeploymentTarget;
  /** Resources that the local cloud runs, in template order. */
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
}

interface Draft {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly raw: Fields;
  readonly metadata: Fields;
}

interface Stack {
  readonly name: string;
  readonly template: Fields;
  readonly drafts: Map<string, Draft>;
}

/**
 * Reads a synthesized assembly (`cdk.out`, stages included): the manifest and the templates of all its stacks. Throws on resources and
 * intrinsic functions it doesn't know, on parameters without a value and on imports that no stack exports.
 */
export function loadAssembly(folder: string, target: DeploymentTarget): Assembly {
  const stacks = readStacks(resolve(folder));
  nameResources(stacks, target);
  const exported = collectExports(stacks);
  const scopes = new Map(stacks.map((stack) => [stack, scopeOf(stack, target, (name) => imported(name))]));
  const resources = stacks.flatMap((stack) => [...stack.drafts.values()].filter((draft) => isRun(draft)).map(finish));
  return { folder: resolve(folder), target, resources, ofType: (type) => resources.filter((resource) => resource.type === type) };

  function imported(name: string): unknown {
    const source = exported.get(name);
    if (!source) throw new Error(`no stack exports ${name}`);
    return resolveIntrinsics(scope(source.stack), source.value);
  }

  function scope(stack: Stack): IntrinsicScope {
    const found = scopes.get(stack);
    if (!found) throw new Error(`no scope for ${stack.name}`);
    return found;
  }

  function isRun({ stack, type, raw }: Draft): boolean {
    if (!hasEffect(type)) return false;
    return raw.Condition === undefined || condition(scope(stack), String(raw.Condition));
  }

  function finish(draft: Draft): Resource {
    const { stack, logicalId, type, name } = draft;
    try {
      const properties = fieldsOf(resolveIntrinsics(scope(stack), draft.raw.Properties ?? {}));
      return { stack: stack.name, logicalId, type, name, arn: arnOf(draft), properties, assetFolder: assetFolder(resolve(folder), draft) };
    } catch (error) {
      throw new Error(`${stack.name}/${logicalId}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function arnOf(draft: Draft): string | undefined {
    try {
      return attributeOf(draft, "Arn", target);
    } catch {
      return undefined;
    }
  }
}

function readStacks(folder: string): Stack[] {
  const manifestFile = join(folder, "manifest.json");
  if (!existsSync(manifestFile)) throw new Error(`${folder} holds no synthesized assembly: manifest.json is missing`);
  return Object.values(fieldsOf(readJson(manifestFile).artifacts)).flatMap((entry) => {
    const artifact = fieldsOf(entry);
    const properties = fieldsOf(artifact.properties);
    if (artifact.type === "cdk:cloud-assembly") return readStacks(join(folder, String(properties.directoryName)));
    if (artifact.type !== "aws:cloudformation:stack") return [];
    const template = readJson(join(folder, String(properties.templateFile)));
    const paths = constructPaths(folder, artifact);
    const stack: Stack = { name: String(properties.stackName ?? artifact.displayName), template, drafts: new Map() };
    for (const [logicalId, value] of Object.entries(fieldsOf(template.Resources))) {
      const raw = fieldsOf(value);
      const type = String(raw.Type);
      const name = readableName(paths.get(logicalId)) ?? logicalId;
      stack.drafts.set(logicalId, { stack, logicalId, type, name, raw, metadata: fieldsOf(raw.Metadata) });
    }
    return [stack];
  });
}

/** Path of each logical id in the construct tree; newer assemblies keep it in a separate file. */
function constructPaths(folder: string, artifact: Fields): ReadonlyMap<string, string> {
  const file = artifact.additionalMetadataFile;
  const metadata = typeof file === "string" ? readJson(join(folder, file)) : fieldsOf(artifact.metadata);
  return new Map(
    Object.entries(metadata).flatMap(([path, entries]) =>
      (Array.isArray(entries) ? entries : [])
        .map(fieldsOf)
        .filter(({ type }) => type === "aws:cdk:logicalId")
        .map(({ data }): [string, string] => [String(data), path]),
    ),
  );
}

/** `/stack/things-api/Resource` is `things-api`. */
function readableName(path: string | undefined): string | undefined {
  const segments = path?.split("/").slice(2);
  if (!segments) return undefined;
  const own = segments.filter(
    (segment, position) => !(position === segments.length - 1 && (segment === "Resource" || segment === "Default")),
  );
  return own.length === 0 ? undefined : own.join("-").replace(/[^\w.-]/g, "-");
}

/**
 * Gives every resource its final name: the one its template chose, as text or made of pseudo parameters, or a readable one. The same readable
 * name in two stacks gets the stack's before it; a name chosen twice for resources of one type is an error, as it is in an account.
 */
function nameResources(stacks: readonly Stack[], target: DeploymentTarget): void {
  const drafts = stacks.flatMap((stack) => [...stack.drafts.values()]);
  const uses = new Map<string, number>();
  const key = ({ type, name }: Draft): string => `${type} ${name}`;
  for (const draft of drafts) uses.set(key(draft), (uses.get(key(draft)) ?? 0) + 1);
  for (const draft of drafts) {
    const readable = (uses.get(key(draft)) ?? 0) > 1 ? `${draft.stack.name}-${draft.name}` : draft.name;
    const properties = fieldsOf(draft.raw.Properties);
    const name = chosenName(draft, target) ?? generatedName(draft.type, readable, properties);
    draft.stack.drafts.set(draft.logicalId, { ...draft, name });
  }
  const named = stacks.flatMap((stack) => [...stack.drafts.values()]).filter(({ type }) => isUniqueInAccount(type));
  const twice = named.find((draft, position) => named.findIndex((other) => key(other) === key(draft)) !== position);
  if (twice) throw new Error(`two resources of type ${twice.type} are called ${twice.name}`);
}

/** The name a template chose; only pseudo parameters and parameters can be in it, since nothing else has a name yet. */
function chosenName({ stack, logicalId, type, raw }: Draft, target: DeploymentTarget): string | undefined {
  const property = nameProperty(type);
  const chosen = property === undefined ? undefined : fieldsOf(raw.Properties)[property];
  if (chosen === undefined) return undefined;
  const scope = scopeOf({ ...stack, drafts: new Map() }, target, () => undefined);
  try {
    return String(resolveIntrinsics(scope, chosen));
  } catch (error) {
    throw new Error(`${stack.name}/${logicalId}: its name has to be text or made of pseudo parameters: ${String(error)}`);
  }
}

function collectExports(stacks: readonly Stack[]): ReadonlyMap<string, { readonly stack: Stack; readonly value: unknown }> {
  return new Map(
    stacks.flatMap((stack) =>
      Object.values(fieldsOf(stack.template.Outputs))
        .map(fieldsOf)
        .filter(({ Export }) => Export !== undefined)
        .map(({ Export, Value }) => [String(fieldsOf(Export).Name), { stack, value: Value }] as const),
    ),
  );
}

function scopeOf(stack: Stack, target: DeploymentTarget, imported: (name: string) => unknown): IntrinsicScope {
  const pseudo = pseudoParameters(stack.name, target);
  const parameters = fieldsOf(stack.template.Parameters);
  const resource = (logicalId: string): Draft | undefined => stack.drafts.get(logicalId);
  return {
    stack: stack.name,
    mappings: fieldsOf(stack.template.Mappings),
    conditions: fieldsOf(stack.template.Conditions),
    imported,
    ref: (name) => {
      const draft = resource(name);
      return pseudo[name] ?? fieldsOf(parameters[name]).Default ?? (draft && refOf(draft, target));
    },
    attribute: (logicalId, attribute) => {
      const draft = resource(logicalId);
      if (!draft) throw new Error(`${stack.name}: nothing is called ${logicalId}`);
      return attributeOf(draft, attribute, target);
    },
  };
}

/** Folder of a function's code: from the asset metadata, or from the hash in the key of its archive. */
function assetFolder(folder: string, { raw, metadata }: Draft): string | undefined {
  if (raw.Type !== "AWS::Lambda::Function") return undefined;
  const path = metadata["aws:asset:path"];
  const archive = fieldsOf(fieldsOf(raw.Properties).Code).S3Key;
  const name = typeof path === "string" ? path : `asset.${String(archive).replace(/\.zip$/, "")}`;
  const found = resolve(folder, name);
  if (!existsSync(found)) throw new Error(`its code is not in the assembly: ${name}`);
  return found;
}

function readJson(file: string): Fields {
  return fieldsOf(JSON.parse(readFileSync(file, "utf8")));
}
