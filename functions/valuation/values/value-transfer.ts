import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { city } from "../../../shared/kernel/areas.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { isOfMember } from "../../../shared/ledger/account.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import { accountOwner } from "../../../shared/members/account-owner.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { eachAtOnce } from "../../../shared/store/at-once.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { type AssetItem, assetItemOf } from "../../../shared/valuation/asset-classes.ts";
import type { Holding, ValuesStore } from "./store.ts";
import type { PositionName } from "./value.ts";
import { valuesOfHoldings } from "./values-of-holdings.ts";

/** Dependencies of valuing what an entry moved. */
export interface TransferPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly values: Pick<ValuesStore, "holdingPut" | "prices" | "valuesPut">;
  readonly ledger: Pick<Ledger, "position">;
  readonly members: Pick<MemberReader, "holder" | "party">;
}

/** Positions of one entry that are read and put concurrently. */
const atOnce = 8;

/**
 * Values the positions that an entry moved, if they are a member's or a site's and have baseline prices. It may hear of an entry again, late, or
 * after a later one: it always takes the position as it is by now.
 *
 * The order is what makes no value be missed: what is held is put before prices are read, and a price is put before the holdings that it counts
 * for are read. Whatever the two do beside each other, one of them sees both. The day is read after the put for the same reason: a holding that
 * is put before midnight is seen by the revaluation of the month that begins then, and one that is put after is valued in that month.
 */
export async function valueTransfer(ports: TransferPorts, { postings }: TransferData): Promise<void> {
  const byItem = new Map<AssetItem, Holding[]>();
  await eachAtOnce(
    postings.filter(({ account }) => isOfMember(account)),
    atOnce,
    async (posting) => {
      const item = assetItemOf(posting.instrument);
      const holding = item && (await putHolding(ports, item, posting));
      if (item && holding) byItem.set(item, [...(byItem.get(item) ?? []), holding]);
    },
  );
  const days = [dayOf(ports.clock.now())];
  for (const [item, holdings] of byItem) {
    const prices = await ports.values.prices(item);
    await ports.values.valuesPut(valuesOfHoldings(holdings, { prices, days }).rows);
  }
}

/** Puts what a position holds by now; undefined where a later entry of it is known: whoever put that values it. */
async function putHolding(
  { dynamo, clock, values, ledger, members }: TransferPorts,
  item: AssetItem,
  { account, instrument }: PositionName,
): Promise<Holding | undefined> {
  const [{ available, held, entries }, owner] = await Promise.all([ledger.position(account, instrument), accountOwner(members, account)]);
  const quantity = available.plus(held);
  const holding: Holding = { account, instrument, quantity, entries, area: owner?.area ?? city, readOn: dayOf(clock.now()) };
  const { kind } = await commit(dynamo, values.holdingPut(item, holding));
  return kind === "committed" ? holding : undefined;
}
