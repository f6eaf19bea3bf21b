import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Acts } from "../../../shared/supervision/acts.ts";
import { actOfFact } from "./act-of-fact.ts";

/** Dependencies of hearing what the operator did. */
export interface ActPorts {
  readonly dynamo: DynamoDBClient;
  readonly acts: Acts;
}

/** Lists and counts what a fact says that the operator did, once however often the fact comes. */
export async function hearAct({ dynamo, acts }: ActPorts, fact: Fact): Promise<void> {
  const act = actOfFact(fact);
  if (act) await commit(dynamo, acts.actPut(act, fact.areas));
}
