import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { BucketShape, KeyShape } from "../../shared/deployment/context.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { factRelay } from "../constructs/fact-relay.ts";
import { ServiceTable } from "../constructs/service-table.ts";
import { TableBackups } from "../constructs/table-backups.ts";
import { type Deployment, keyAlias, nameOf } from "../deployment.ts";
import type { Settings } from "../settings/settings.ts";
import { ProductStack } from "./product-stack.ts";

/** A key that signs. The service turns over no such key: what it has signed is verified by the one public half. */
const signing = { keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY };

/**
 * State that must survive: tables with their backups, buckets and keys; everything else can be deleted and redeployed. Relays are deployed with their tables,
 * because a stream's ARN is only known after its table was created.
 */
export class DataStack extends ProductStack {
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "data", deployment.settings, { terminationProtection: true });
    const tables = Object.entries(tablesOf(deployment.contexts)).map(([name, shape]) => {
      const table = new ServiceTable(this, name, deployment, shape);
      if (shape.streamed) factRelay(this, name, table, deployment);
      return table;
    });
    if (deployment.settings.backups === "daily") new TableBackups(this, "backups", tables, deployment.settings);
    for (const { buckets = {}, keys = {} } of deployment.contexts) {
      for (const [name, shape] of Object.entries(buckets)) this.#addBucket(name, shape, deployment);
      for (const [name, shape] of Object.entries(keys)) this.#addKey(name, shape, deployment);
    }
  }

  /** The key's policy leaves who may use it to the roles' own policies, as it is with tables. */
  #addKey(name: string, { description, usage }: KeyShape, deployment: Deployment): void {
    const key = new Key(this, `${name}-key`, {
      description,
      ...(usage === "signing" ? signing : { enableKeyRotation: true }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    key.addAlias(keyAlias(deployment, name)).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  #addBucket(name: string, shape: BucketShape, deployment: Deployment): void {
    const bucket = new Bucket(this, name, {
      bucketName: nameOf(deployment, "bucket", name),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // What expires leaves nothing behind, no version either.
      versioned: shape.expires !== true,
      ...(shape.locked && lockedBy(deployment.settings)),
      ...(shape.expires && expiringBy(deployment.settings)),
      ...(shape.downloadedByPages && downloadedFrom(deployment.settings)),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    Validations.of(bucket).acknowledge({ id: "AwsSolutions-S1", reason: shape.noAccessLogBecause });
  }
}

/** Each object is locked from its creation by the bucket itself, so that its writer needs no right to locks. */
function lockedBy({ objectLock, objectLockDays }: Settings): BucketProps {
  const duration = Duration.days(objectLockDays);
  const retention = objectLock === "compliance" ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration);
  return { objectLockEnabled: true, objectLockDefaultRetention: retention };
}

/** Parts of an upload that was never completed are no object and would stay. */
function expiringBy({ exportDays }: Settings): BucketProps {
  return {
    lifecycleRules: [
      { id: "expires", expiration: Duration.days(exportDays), abortIncompleteMultipartUploadAfter: Duration.days(exportDays) },
    ],
  };
}

/** Pages read by an address that is signed; the name of the file is in the answer. */
function downloadedFrom({ portalOrigins }: Settings): BucketProps {
  const exposedHeaders = ["Content-Disposition", "Content-Length", "ETag"];
  return {
    cors: [
      { allowedOrigins: [...portalOrigins], allowedMethods: [HttpMethods.GET], allowedHeaders: ["Range"], exposedHeaders, maxAge: 600 },
    ],
  };
}
