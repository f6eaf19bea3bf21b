import { type Fields, fieldsOf, isFields } from "../../infra/local-cloud/values.ts";

/** A template as an emulator can deploy it. */
export interface Deployable {
  readonly template: Fields;
  /** Names of the outputs that were left out: they need a resource that the emulator does not model. */
  readonly leftOut: readonly string[];
  /** Parameters of nested stacks, each by the stack's logical id and its name, that stand for such a resource. */
  readonly madeUp: readonly string[];
  /** Resources that the emulator passes over: logical ids by type. */
  readonly unmodelled: ReadonlyMap<string, readonly string[]>;
}

/** Types that only describe a template: there is nothing to create. */
const descriptive = new Set(["AWS::CDK::Metadata"]);

/**
 * Leaves out of a template what an emulator with only these resource types can't resolve: outputs that refer to resources of other types.
 * What a nested stack is given of such a resource is made up. Resources else stay as they are, those of other types included.
 */
export function deployable(template: Fields, types: ReadonlySet<string>): Deployable {
  const unmodelled = new Map<string, string[]>();
  const missing = new Set<string>();
  for (const [logicalId, resource] of Object.entries(fieldsOf(template.Resources))) {
    const type = String(fieldsOf(resource).Type);
    if (types.has(type) || descriptive.has(type)) continue;
    missing.add(logicalId);
    unmodelled.set(type, [...(unmodelled.get(type) ?? []), logicalId]);
  }
  const outputs = Object.entries(fieldsOf(template.Outputs));
  const leftOut = outputs.filter(([, output]) => references(output).some((id) => missing.has(id))).map(([name]) => name);
  const kept = Object.fromEntries(outputs.filter(([name]) => !leftOut.includes(name)));
  const { Resources, madeUp } = withMadeUpParameters(fieldsOf(template.Resources), missing);
  return { template: { ...template, Resources, Outputs: kept }, leftOut, madeUp, unmodelled };
}

function withMadeUpParameters(resources: Fields, missing: ReadonlySet<string>): { readonly Resources: Fields; readonly madeUp: string[] } {
  const madeUp: string[] = [];
  const Resources = Object.fromEntries(
    Object.entries(resources).map(([logicalId, resource]) => {
      const { Type, Properties, ...rest } = fieldsOf(resource);
      if (Type !== "AWS::CloudFormation::Stack") return [logicalId, resource];
      const Parameters = Object.fromEntries(
        Object.entries(fieldsOf(fieldsOf(Properties).Parameters)).map(([name, value]) => {
          const named = references(value).find((id) => missing.has(id));
          if (named === undefined) return [name, value];
          madeUp.push(`${logicalId} ${name}`);
          // What the local cloud, which reads the same template, resolves it to.
          return [name, named];
        }),
      );
      return [logicalId, { Type, Properties: { ...fieldsOf(Properties), Parameters }, ...rest }];
    }),
  );
  return { Resources, madeUp };
}

/** Logical ids that a value refers to, by `Ref`, `Fn::GetAtt` or `Fn::Sub`. */
function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === "Ref") return [String(inner)];
    if (name === "Fn::GetAtt") return [String(Array.isArray(inner) ? inner[0] : String(inner).split(".")[0])];
    const text = name === "Fn::Sub" ? String(Array.isArray(inner) ? inner[0] : inner) : "";
    return [...[...text.matchAll(/\$\{([^!}.]+)/g)].map(([, id = ""]) => id), ...references(inner)];
  });
}
