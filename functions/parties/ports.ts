import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../shared/kernel/clock.ts";
import { type MemberReader, memberReader } from "../../shared/members/members.ts";
import { partiesStore } from "./store.ts";

/** What the use cases of parties reach. */
export interface PartiesPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly table: string;
  readonly members: MemberReader;
  readonly parties: ReturnType<typeof partiesStore>;
  /** Subject of the person who may register the operator of the exchange. */
  readonly firstOperator: string;
}

/** The ports over one client. */
export function partiesPorts(dynamo: DynamoDBClient, clock: Clock, table: string, firstOperator: string): PartiesPorts {
  return { dynamo, clock, table, firstOperator, members: memberReader(dynamo, table), parties: partiesStore(dynamo, table) };
}
