import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import type { tables } from "../stacks/context.ts";

/** Shape of a table as the contexts' data states it. */
export type TableShape = (typeof tables)[keyof typeof tables];

/** The table kind of the house: keys `pk` and `sk`, on demand, point-in-time recovery, encrypted, protected and kept when its stack goes. */
export class HouseTable extends Table {
  constructor(scope: Construct, id: string, shape: TableShape) {
    super(scope, id, {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: "ttl",
      // The relay needs no more than the keys and the type of a new fact, which the new image holds.
      ...(shape.streamed ? { stream: StreamViewType.NEW_IMAGE } : {}),
    });
    for (const [indexName, index] of Object.entries(shape.indexes)) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
        projectionType: index.projection === "ALL" ? ProjectionType.ALL : ProjectionType.KEYS_ONLY,
      });
    }
  }
}
