import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { TableShape } from "../../shared/deployment/context.ts";
import { type Deployment, nameOf } from "../deployment.ts";

/**
 * A table of the product: keys `pk` and `sk`, on demand, point-in-time recovery, encrypted, protected, and retained when its stack is
 * deleted.
 */
export class ServiceTable extends Table {
  constructor(scope: Construct, id: string, deployment: Deployment, shape: TableShape) {
    super(scope, id, {
      tableName: nameOf(deployment, "table", id),
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: true,
      // A rollback could not delete what is protected, and would fail: a table stays even when its creation is undone.
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: "ttl",
      // The relay needs only the keys and type of a new fact, which the new image holds.
      ...(shape.streamed ? { stream: StreamViewType.NEW_IMAGE } : {}),
    });
    for (const { name, partition, sort, projection } of shape.indexes) {
      this.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name: partition, type: AttributeType.STRING },
        sortKey: { name: sort, type: AttributeType.STRING },
        projectionType: projection === "ALL" ? ProjectionType.ALL : ProjectionType.KEYS_ONLY,
      });
    }
  }
}
