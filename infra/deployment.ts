import { Aws, Fn } from "aws-cdk-lib";
import type { ContextDefinition } from "../shared/deployment/context.ts";
import { nameIn } from "../shared/deployment/names.ts";
import type { Settings } from "./settings/settings.ts";

/**
 * One deployment of the product: its contexts, settings and bundles. Names and ARNs are derived from the deployment's name alone, so that
 * stacks refer to each other without exports and can be deployed and deleted one by one.
 */
export interface Deployment {
  readonly settings: Settings;
  readonly contexts: readonly ContextDefinition[];
  /** Folder of a prebuilt bundle by its name. */
  readonly bundleFolder: (bundle: string) => string;
}

/** Kinds of named resources. */
type Named = "table" | "queue" | "function" | "bucket";

/** Name of a resource. A bucket's name must be globally unique, so it includes account and region. */
export function nameOf({ settings }: Deployment, kind: Named, id: string): string {
  const name = nameIn(settings.deployment, id);
  return kind === "bucket" ? Fn.join("-", [name.toLowerCase(), Aws.ACCOUNT_ID, Aws.REGION]) : name;
}

/** ARN of a resource, whichever stack it is in. */
export function arnOf(deployment: Deployment, kind: Named, id: string): string {
  const name = nameOf(deployment, kind, id);
  const regional = (service: string): string => Fn.join(":", ["arn", Aws.PARTITION, service, Aws.REGION, Aws.ACCOUNT_ID]);
  if (kind === "bucket") return Fn.join("", ["arn:", Aws.PARTITION, ":s3:::", name]);
  if (kind === "queue") return Fn.join(":", [regional("sqs"), name]);
  return kind === "table" ? Fn.join(":", [regional("dynamodb"), `table/${name}`]) : Fn.join(":", [regional("lambda"), `function:${name}`]);
}

/** Alias of a key. The key's own id is made with it and can't be written down. */
export function keyAlias({ settings }: Deployment, id: string): string {
  return `alias/${nameIn(settings.deployment, id)}`;
}

/** ARN of every key of the account: which of them a right is for is said by its alias. */
export function everyKeyArn(): string {
  return Fn.join(":", ["arn", Aws.PARTITION, "kms", Aws.REGION, Aws.ACCOUNT_ID, "key/*"]);
}

/** Prefix of every queue's address, followed by the queue's id. */
export function queueAddresses({ settings }: Deployment): string {
  return Fn.join("", ["https://sqs.", Aws.REGION, ".", Aws.URL_SUFFIX, "/", Aws.ACCOUNT_ID, "/", settings.deployment, "-"]);
}

/** Address of a queue. */
export function queueAddress(deployment: Deployment, id: string): string {
  return Fn.join("", [queueAddresses(deployment), id]);
}
