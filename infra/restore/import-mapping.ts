import { type Fields, fieldsOf } from "../local-cloud/values.ts";

/** What identifies each resource that a template names and an account already has, by the resource's logical id: the file of `cdk import --resource-mapping`. */
type ImportMapping = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The mapping by which a data stack takes in restored tables and the key of the deployment that they were restored from. A key is found by
 * its alias in the template, because its id is made with it. Buckets are left out: the new deployment makes its own.
 */
export async function importMapping(template: Fields, keyIdOf: (alias: string) => Promise<string>): Promise<ImportMapping> {
  const mapping: Record<string, Readonly<Record<string, string>>> = {};
  for (const [id, resource] of Object.entries(fieldsOf(template.Resources))) {
    const { Type, Properties } = fieldsOf(resource);
    const { TableName, AliasName, TargetKeyId } = fieldsOf(Properties);
    if (Type === "AWS::DynamoDB::Table") mapping[id] = { TableName: String(TableName) };
    if (Type !== "AWS::KMS::Alias") continue;
    const alias = String(AliasName);
    const [key] = fieldsOf(TargetKeyId)["Fn::GetAtt"] as readonly [string, string];
    mapping[id] = { AliasName: alias };
    mapping[key] = { KeyId: await keyIdOf(alias) };
  }
  return mapping;
}
