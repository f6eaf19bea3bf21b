import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { Queue } from "../../../shared/streams/queues.ts";
import type { BaselinePrice } from "../../../shared/valuation/baseline-price.ts";
import { pledgesConcerned, positionsOf } from "./concerned.ts";
import type { CoveragePage } from "./coverage-page.ts";
import { concernOf } from "./heard.ts";
import { keepListed, type ListingPorts } from "./listed-positions.ts";
import { pagesOfItem } from "./pages.ts";
import { type RecalculatingPorts, recalculateAll } from "./recalculate.ts";
import { type StatingPorts, stateStatements } from "./state-statements.ts";
import type { CoverageStore } from "./store.ts";

/** Dependencies of hearing a fact. */
export interface HearingPorts extends RecalculatingPorts {
  readonly own: RecalculatingPorts["own"] &
    ListingPorts["own"] &
    StatingPorts["own"] &
    Pick<CoverageStore, "coveragePricePut" | "monthTurnBegun" | "priceTurn">;
  readonly pages: Queue<CoveragePage>;
}

const atOnce = 8;

/**
 * Gives the debtor its statement, and recalculates the coverages that a fact may have changed, from what is stored now and not from what the
 * fact says: hearing it again, late or in another order leads to the same.
 */
export async function hear(ports: HearingPorts, fact: Fact): Promise<void> {
  const concern = concernOf(fact.data);
  await eachAtOnce(concern.pledgeIds, atOnce, (pledgeId) => stateStatements(ports, pledgeId, fact.occurredAt));
  const positions = await positionsOf(ports.own, concern);
  await eachAtOnce(positions, atOnce, (position) => keepListed(ports, position));
  await recalculateAll(ports, await pledgesConcerned(ports.own, positions, concern.pledgeIds));
}

/**
 * Keeps a published price and asks for the pages of the positions that it values; one that counts from a later day is due then. Values of the
 * item change with every month from now on.
 */
export async function hearPrice({ dynamo, clock, own, pages }: HearingPorts, price: BaselinePrice): Promise<void> {
  const { item, effectiveOn } = price;
  await own.coveragePricePut(price);
  await commit(dynamo, [own.monthTurnBegun(item, clock.now())]);
  if (effectiveOn > dayOf(clock.now())) await commit(dynamo, [own.priceTurn(item, effectiveOn)]);
  else await pages.send(pagesOfItem(item));
}
