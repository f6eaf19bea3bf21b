import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { coverageFacts } from "./contract.ts";
import { type StatementReader, statementOf } from "./statement.ts";
import type { CoverageStore } from "./store.ts";
import { pledgedText } from "./texts.ts";

/** Dependencies of giving debtors their statements. */
export interface StatingPorts {
  readonly dynamo: DynamoDBClient;
  readonly own: StatementReader & Pick<CoverageStore, "pledgeVersionsFrom" | "state">;
}

/**
 * Gives the debtor of a pledge, where it is a member, a statement of every version since an instant: one fact for each, under an id of the
 * version, so that none is given twice.
 */
export async function stateStatements({ dynamo, own }: StatingPorts, pledgeId: string, from: Instant): Promise<void> {
  const { statementIssued: schema } = coverageFacts;
  for await (const pledge of own.pledgeVersionsFrom(pledgeId, from)) {
    const { debtor, version, areas, changedAt } = pledge;
    if (debtor.partyId === undefined) continue;
    const statement = await statementOf(own, pledge);
    const envelope = {
      factId: `${schema.factType}.${pledgeId}.${version}`,
      ...{ actor: "coverage", occurredAt: changedAt, parties: [debtor.partyId], areas },
    };
    // Given before: then it is done.
    await commit(dynamo, [own.state(schema, { ...envelope, data: { ...statement, pledgedText: pledgedText(statement.pledged) } })]);
  }
}
