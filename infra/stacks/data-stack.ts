import { RemovalPolicy, Stack, type StackProps, Validations } from "aws-cdk-lib";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { HouseTable } from "../constructs/house-table.ts";
import { type TableName, tables } from "./context.ts";

/** What must survive: tables and manifests. Everything else can be deleted and deployed anew. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, HouseTable>>;
  /** Manifests and results of auctions: created once, never replaced. */
  readonly manifests: Bucket;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const made = Object.entries(tables).map(([name, shape]) => [name, new HouseTable(this, name, shape)]);
    this.tables = Object.fromEntries(made) as Record<TableName, HouseTable>;
    this.manifests = new Bucket(this, "Manifests", {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.manifests).acknowledge({
      id: "AwsSolutions-S1",
      reason:
        "Two functions reach the bucket, objects are created once and versioned, and the auction holds the hash of each: an access log would prove nothing more.",
    });
  }
}
