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

/** Type of a stack within another one. */
const nestedStack = "AWS::CloudFormation::Stack";

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
  /** By the logical ids of the template. */
  readonly drafts: Map<string, Draft>;
  /** For a nested stack: the one that it is in, and its resource there. */
  readonly within?: { readonly stack: Stack; readonly resource: string };
}

/**
 * Reads a synthesized assembly (`cdk.out`, stages and nested stacks included): the manifest and the templates of all its stacks. Throws on
 * resources and intrinsic functions it doesn't know, on parameters without a value and on imports that no stack exports.
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

  function isRun(draft: Draft): boolean {
    return hasEffect(draft.type) && isMade(draft);
  }

  /** Whether its condition holds, and those of the stacks around it. */
  function isMade({ stack, raw }: Draft): boolean {
    if (raw.Condition !== undefined && !condition(scope(stack), String(raw.Condition))) return false;
    const around = stack.within?.stack.drafts.get(stack.within.resource);
    return around === undefined || isMade(around);
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
  const artifacts = fieldsOf(readJson(manifestFile).artifacts);
  const files = assetFiles(folder, artifacts);
  return Object.values(artifacts).flatMap((entry) => {
    const artifact = fieldsOf(entry);
    const properties = fieldsOf(artifact.properties);
    if (artifact.type === "cdk:cloud-assembly") return readStacks(join(folder, String(properties.directoryName)));
    if (artifact.type !== "aws:cloudformation:stack") return [];
    const template = readJson(join(folder, String(properties.templateFile)));
    const paths = constructPaths(folder, artifact);
    const stack: Stack = { name: String(properties.stackName ?? artifact.displayName), template, drafts: new Map() };
    return withNested(stack, { folder, paths, files });
  });
}

/** What names and nested stacks of a stack are found by. */
interface StackFiles {
  readonly folder: string;
  readonly paths: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;
}

/** Drafts the resources of a stack; returns it with the stacks nested in it, each after its own. */
function withNested(stack: Stack, found: StackFiles): Stack[] {
  const nested: Stack[] = [];
  for (const [id, value] of Object.entries(fieldsOf(stack.template.Resources))) {
    const raw = fieldsOf(value);
    const type = String(raw.Type);
    // Two nested stacks can be one template: what they hold is told apart by the stacks' names.
    const logicalId = stack.within ? `${stack.name}-${id}` : id;
    const name = readableName(found.paths.get(id)) ?? logicalId;
    stack.drafts.set(id, { stack, logicalId, type, name, raw, metadata: fieldsOf(raw.Metadata) });
    if (type !== nestedStack) continue;
    const template = readJson(join(found.folder, templateFile(stack, id, found)));
    const inner: Stack = { name: `${stack.name}-${nestedName(name)}`, template, drafts: new Map(), within: { stack, resource: id } };
    nested.push(...withNested(inner, found));
  }
  return [stack, ...nested];
}

/** `things.NestedStack-things.NestedStackResource`, as the CDK places the resource of a nested stack, is `things`. */
function nestedName(name: string): string {
  return name.replace(/\.NestedStack-.*\.NestedStackResource$/, "");
}

/** File of a nested stack's template: its address on AWS has the name in it that the assembly's list of assets has for the file. */
function templateFile(stack: Stack, id: string, { files }: StackFiles): string {
  const { Properties } = fieldsOf(fieldsOf(stack.template.Resources)[id]);
  const address = JSON.stringify(fieldsOf(Properties).TemplateURL);
  const [, file] = [...files].find(([uploadedAs]) => address.includes(uploadedAs)) ?? [];
  if (file === undefined) throw new Error(`${stack.name}/${id}: its template is not in the assembly`);
  return file;
}

/** Files of an assembly by the name that each is uploaded under. */
function assetFiles(folder: string, artifacts: Fields): ReadonlyMap<string, string> {
  const lists = Object.values(artifacts)
    .map(fieldsOf)
    .filter(({ type }) => type === "cdk:asset-manifest")
    .map(({ properties }) => fieldsOf(readJson(join(folder, String(fieldsOf(properties).file))).files));
  return new Map(
    lists.flatMap(Object.values).flatMap((entry) => {
      const { source, destinations } = fieldsOf(entry);
      return Object.values(fieldsOf(destinations)).map(
        (destination) => [String(fieldsOf(destination).objectKey), String(fieldsOf(source).path)] as const,
      );
    }),
  );
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
  for (const [id, draft] of stacks.flatMap((stack) => [...stack.drafts])) {
    const readable = (uses.get(key(draft)) ?? 0) > 1 ? `${draft.stack.name}-${draft.name}` : draft.name;
    const properties = fieldsOf(draft.raw.Properties);
    const name = chosenName(draft, target) ?? generatedName(draft.type, readable, properties);
    draft.stack.drafts.set(id, { ...draft, name });
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
  const scope = scopeOf(withoutResources(stack), target, () => undefined);
  try {
    return String(resolveIntrinsics(scope, chosen));
  } catch (error) {
    throw new Error(`${stack.name}/${logicalId}: its name has to be text or made of pseudo parameters: ${String(error)}`);
  }
}

/** A stack as it is while nothing in it has a name, nor in those around it. */
function withoutResources({ within, ...stack }: Stack): Stack {
  return { ...stack, drafts: new Map(), ...(within && { within: { ...within, stack: withoutResources(within.stack) } }) };
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
  const parameter = (name: string): unknown => {
    const given = givenParameters(stack)[name];
    if (stack.within === undefined || given === undefined) return fieldsOf(fieldsOf(stack.template.Parameters)[name]).Default;
    return resolveIntrinsics(scopeOf(stack.within.stack, target, imported), given);
  };
  const resource = (logicalId: string): Draft | undefined => stack.drafts.get(logicalId);
  return {
    stack: stack.name,
    mappings: fieldsOf(stack.template.Mappings),
    conditions: fieldsOf(stack.template.Conditions),
    imported,
    ref: (name) => {
      const draft = resource(name);
      return pseudo[name] ?? parameter(name) ?? (draft && refOf(draft, target));
    },
    attribute: (logicalId, attribute) => {
      const draft = resource(logicalId);
      if (!draft) throw new Error(`${stack.name}: nothing is called ${logicalId}`);
      return attributeOf(draft, attribute, target);
    },
  };
}

/** What a nested stack's resource gives for the parameters of its template. */
function givenParameters({ within }: Stack): Fields {
  const resource = within && fieldsOf(fieldsOf(within.stack.template.Resources)[within.resource]);
  return fieldsOf(fieldsOf(resource?.Properties).Parameters);
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
