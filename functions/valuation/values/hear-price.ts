import type * as z from "zod";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import type { baselineFacts } from "../baseline/contract-facts.ts";
import type { Revaluation } from "./revaluation.ts";
import { type StartPorts, startRevaluation } from "./start-revaluation.ts";
import type { ValuesStore } from "./store.ts";

/** A baseline price, as its fact has it. */
type PriceFact = Fact<z.output<typeof baselineFacts.baselinePricePublished.data>>;

/** Dependencies of hearing a price. */
export interface PricePorts extends StartPorts {
  readonly values: StartPorts["values"] & Pick<ValuesStore, "pricePut" | "awaitedPut">;
}

/** Keeps a published price, then asks for the positions that it counts for; one that is to count later is put off until its day. */
export async function hearBaselinePrice(ports: PricePorts, fact: PriceFact): Promise<void> {
  await ports.values.pricePut(fact.data);
  const revaluation = revaluationForPrice(fact);
  if (fact.data.effectiveOn <= dayOf(ports.clock.now())) await startRevaluation(ports, revaluation);
  else await ports.values.awaitedPut(revaluation);
}

/** The revaluation for a price: from the day on which it was published, or counts if that is later. It is named as the fact is. */
function revaluationForPrice({ factId: revaluationId, occurredAt, data }: PriceFact): Revaluation {
  const { item, area, period, version, effectiveOn } = data;
  const published = dayOf(occurredAt);
  const day = effectiveOn > published ? effectiveOn : published;
  return { revaluationId, item, day, because: "price", price: { area, period, version } };
}
