import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { screenSettings } from "../screens/settings.ts";
import type { Screening } from "../screens/store.ts";
import type { Item, WorklistStore } from "./store.ts";

/** Dependencies of raising items. */
export interface RaisingPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly own: Pick<WorklistStore, "itemsById" | "itemPuts" | "entryAdd">;
}

/** The item of a screen of an auction; there is one at most. */
export function itemIdOf(auctionId: string, screen: string): string {
  return `${auctionId}.${screen}`;
}

/** Puts every screen of an auction that stands out on the worklist, unless it is there: what somebody has begun to review stays as it is. */
export async function raiseItems({ dynamo, clock, own }: RaisingPorts, screening: Screening): Promise<void> {
  const { auctionId, title, pollutant, pool, area } = screening;
  const standingOut = screening.results.filter(({ standsOut }) => standsOut);
  if (standingOut.length === 0) return;
  const known = new Set((await own.itemsById(standingOut.map(({ screen }) => itemIdOf(auctionId, screen)))).map(({ itemId }) => itemId));
  for (const { screen, measured } of standingOut) {
    const itemId = itemIdOf(auctionId, screen);
    if (known.has(itemId) || !("value" in measured)) continue;
    const { value, concerned } = measured;
    const at = clock.now();
    const item: Item = {
      ...{ itemId, auctionId, title, screen, pollutant, pool, area, state: "open", value, concerned },
      ...{ threshold: plain(screenSettings[screen].threshold), raisedAt: at, changedAt: at, version: 1 },
    };
    const entry = { entryId: newId(at), event: "raised", at, by: screen, text: "" } as const;
    // Where another run raised it meanwhile, it stands.
    await commit(dynamo, [...own.itemPuts(item), own.entryAdd(itemId, entry)]);
  }
}
