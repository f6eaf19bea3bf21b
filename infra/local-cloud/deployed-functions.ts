import { randomBytes } from "node:crypto";
import type { Assembly, Resource } from "./assembly/assembly.ts";
import type { FunctionDefinition } from "./functions/environment.ts";
import type { GatewayCaller, PolicyStatement } from "./gateway/types.ts";
import type { NamedKey } from "./keys/key-ring.ts";
import { type Fields, fieldsOf, list } from "./values.ts";

/** A function with the identity under which it calls the gateway. */
export interface DeployedFunction {
  readonly definition: FunctionDefinition;
  readonly caller: GatewayCaller;
}

/** The functions of an assembly: the template's environment, the gateway as every endpoint, and an access key each. */
export function deployedFunctions(assembly: Assembly, gatewayUrl: string): DeployedFunction[] {
  const { region, accountId } = assembly.target;
  return assembly.ofType("AWS::Lambda::Function").map((resource) => {
    const { name, arn = "", properties } = resource;
    const accessKeyId = `local-${name}`;
    const secretAccessKey = randomBytes(16).toString("hex");
    const memoryMb = Number(properties.MemorySize ?? 128);
    if (!resource.assetFolder) throw new Error(`${name} has no code in the assembly`);
    const variables = Object.fromEntries(
      Object.entries(fieldsOf(fieldsOf(properties.Environment).Variables)).map(([variable, value]) => [variable, String(value)]),
    );
    return {
      definition: {
        ...{ name, arn, memoryMb },
        folder: resource.assetFolder,
        handler: String(properties.Handler),
        timeoutSeconds: Number(properties.Timeout ?? 3),
        environment: {
          ...variables,
          AWS_REGION: region,
          AWS_DEFAULT_REGION: region,
          AWS_ACCOUNT_ID: accountId,
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          AWS_ENDPOINT_URL_DYNAMODB: gatewayUrl,
          AWS_ENDPOINT_URL_DYNAMODB_STREAMS: gatewayUrl,
          AWS_ENDPOINT_URL_SQS: gatewayUrl,
          AWS_ENDPOINT_URL_S3: gatewayUrl,
          AWS_ENDPOINT_URL_LAMBDA: gatewayUrl,
          AWS_ENDPOINT_URL_SESV2: gatewayUrl,
          AWS_ENDPOINT_URL_SNS: gatewayUrl,
          AWS_ENDPOINT_URL_KMS: gatewayUrl,
          AWS_LAMBDA_FUNCTION_NAME: name,
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
          AWS_EXECUTION_ENV: "local",
          LOCAL_CLOUD_FUNCTION_ARN: arn,
        },
      },
      caller: { accessKeyId, secretAccessKey, functionName: name, policies: statementsOf(assembly, String(properties.Role)) },
    };
  });
}

/** The keys of an assembly by their aliases: a key without one can't be named by who does not know its ARN. */
export function keysOf(assembly: Assembly): NamedKey[] {
  return assembly.ofType("AWS::KMS::Alias").map(({ name, properties }) => {
    const target = String(properties.TargetKeyId);
    const key = assembly.ofType("AWS::KMS::Key").find(({ arn, name: keyId }) => arn === target || keyId === target);
    if (!key?.arn) throw new Error(`${name} names no key`);
    return { alias: name, arn: key.arn, usage: usageOf(key) };
  });
}

/** What a key is for, of the kinds that the local cloud has; throws for any other. */
function usageOf({ name, properties: { KeyUsage = "ENCRYPT_DECRYPT", KeySpec = "SYMMETRIC_DEFAULT" } }: Resource): NamedKey["usage"] {
  if (KeyUsage === "ENCRYPT_DECRYPT" && KeySpec === "SYMMETRIC_DEFAULT") return KeyUsage;
  if (KeyUsage === "SIGN_VERIFY" && KeySpec === "ECC_NIST_P256") return KeyUsage;
  throw new Error(`the local cloud has no keys of ${String(KeySpec)} for ${String(KeyUsage)} (${name})`);
}

/**
 * Every statement of a role: its inline policies and those attached to it. AWS's managed policies are left out: they only allow writing
 * logs.
 */
function statementsOf(assembly: Assembly, roleArn: string): PolicyStatement[] {
  const role = assembly.ofType("AWS::IAM::Role").find(({ arn }) => arn === roleArn);
  if (!role) throw new Error(`there is no role ${roleArn}`);
  const own = list(role.properties.Policies).map((policy) => fieldsOf(fieldsOf(policy).PolicyDocument));
  const attached = assembly
    .ofType("AWS::IAM::Policy")
    .filter(({ properties }) => list(properties.Roles).includes(role.name))
    .map(({ properties }) => fieldsOf(properties.PolicyDocument));
  return [...own, ...attached].flatMap(statements);
}

function statements(document: Fields): PolicyStatement[] {
  const { Statement } = document;
  return (Array.isArray(Statement) ? Statement : [Statement]) as PolicyStatement[];
}

/** The resource of a type with this ARN; throws when there is none. */
export function resourceWithArn(assembly: Assembly, type: string, arn: string): Resource {
  const found = assembly.ofType(type).find((resource) => resource.arn === arn);
  if (!found) throw new Error(`there is no ${type} ${arn}`);
  return found;
}
