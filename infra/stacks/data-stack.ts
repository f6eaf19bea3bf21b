import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { BucketShape } from "../../shared/deployment/context.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { factRelay } from "../constructs/fact-relay.ts";
import { ServiceTable } from "../constructs/service-table.ts";
import { type Deployment, nameOf } from "../deployment.ts";

/**
 * State that must survive: tables and buckets; everything else can be deleted and redeployed. Relays are deployed with their tables,
 * because a stream's ARN is only known after its table was created.
 */
export class DataStack extends Stack {
  constructor(scope: Construct, deployment: Deployment) {
    super(scope, `${deployment.settings.deployment}-data`, { terminationProtection: true });
    for (const [name, shape] of Object.entries(tablesOf(deployment.contexts))) {
      const table = new ServiceTable(this, name, deployment, shape);
      if (shape.streamed) factRelay(this, name, table, deployment);
    }
    for (const { buckets = {} } of deployment.contexts) {
      for (const [name, shape] of Object.entries(buckets)) this.#addBucket(name, shape, deployment);
    }
  }

  #addBucket(name: string, { noAccessLogBecause }: BucketShape, deployment: Deployment): void {
    const bucket = new Bucket(this, name, {
      bucketName: nameOf(deployment, "bucket", name),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(bucket).acknowledge({ id: "AwsSolutions-S1", reason: noAccessLogBecause });
  }
}
