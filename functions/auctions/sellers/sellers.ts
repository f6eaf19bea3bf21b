import type { Auction } from "../rows.ts";
import { pledgedSliceSeller } from "./pledged-slice.ts";
import { reserveSeller } from "./reserve.ts";
import type { Seller } from "./seller.ts";

/** Who may sell. */
const sellers = { reserve: reserveSeller, "pledged slice": pledgedSliceSeller } as const satisfies Record<string, Seller>;

/** Who sells in an auction: its terms name the enforcement of a pledge, or the reserve does. */
export function sellerOf({ terms }: Pick<Auction, "terms">): Seller {
  return sellers[terms.enforcementId === undefined ? "reserve" : "pledged slice"];
}
