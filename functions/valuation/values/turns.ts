import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dayOf, monthOfDay } from "../../../shared/kernel/calendar.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { revaluationForMonth } from "./revaluation.ts";
import { type StartPorts, startRevaluation } from "./start-revaluation.ts";
import type { ValuesStore } from "./store.ts";

/** Dependencies of the turns of days and months. */
export interface TurnPorts extends StartPorts {
  readonly dynamo: DynamoDBClient;
  readonly values: StartPorts["values"] & Pick<ValuesStore, "awaited" | "awaitedGone" | "items" | "started">;
}

/**
 * Starts the revaluations whose day has come: those for prices that count from now on, and those of every item for the month that has begun. It
 * runs again and again, and starts what is not started yet.
 */
export async function turnValues(ports: TurnPorts): Promise<void> {
  const { dynamo, clock, values } = ports;
  const today = dayOf(clock.now());
  for (const { revaluation } of await values.awaited(today)) {
    await startRevaluation(ports, revaluation);
    await commit(dynamo, [values.awaitedGone(revaluation)]);
  }
  const ofMonth = (await values.items()).map((item) => revaluationForMonth(item, monthOfDay(today)));
  const started = await values.started(ofMonth.map(({ revaluationId }) => revaluationId));
  for (const revaluation of ofMonth) if (!started.has(revaluation.revaluationId)) await startRevaluation(ports, revaluation);
}
