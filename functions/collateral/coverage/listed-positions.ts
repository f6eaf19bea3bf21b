import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { commit, StoreBusy } from "../../../shared/store/transaction.ts";
import { assetItemOf } from "../../../shared/valuation/asset-classes.ts";
import { pledgesOn } from "../register/on-slices.ts";
import type { PositionName } from "../register/rows.ts";
import type { CoverageStore } from "./store.ts";

/** Dependencies of keeping the list. */
export interface ListingPorts {
  readonly dynamo: DynamoDBClient;
  readonly own: Pick<CoverageStore, "register" | "isPriced" | "pricedWrite">;
}

const mostAttempts = 40;

/**
 * Keeps a position in the list of those that its item's price values as long as a pledge stands there. Every write is followed by another look,
 * so that what a slower one wrote is put right; it is done before the coverage is computed, so that a price that is published meanwhile
 * either finds the position in the list or is found by whoever lists it.
 */
export async function keepListed({ dynamo, own }: ListingPorts, position: PositionName): Promise<void> {
  const item = assetItemOf(position.instrument);
  if (item === undefined) return;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const register = await own.register(position);
    const wanted = register !== undefined && pledgesOn(register.slices).size > 0;
    if (wanted === (await own.isPriced(item, position))) return;
    await commit(dynamo, [own.pricedWrite(item, position, wanted)]);
  }
  throw new StoreBusy(`the register of ${position.account} kept changing`);
}
