import { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Measured, Session } from "./session.ts";

/** How many bidders are the seller itself or an associate of it. */
export function associateOfSeller({ bidders, seller }: Session): Measured {
  if (seller === undefined) return { unmeasured: "seller-unknown" };
  const concerned = bidders.filter(
    ({ partyId, group }) => partyId === seller.partyId || (seller.group !== undefined && group === seller.group),
  );
  return { value: new Decimal(concerned.length), concerned };
}

/** The most bidders that belong to one group of associates; none where all bid alone. */
export function associatesApart({ bidders }: Session): Measured {
  const groups = [...Map.groupBy(bidders, ({ group }) => group).values()].filter(({ length }) => length > 1);
  const most = Math.max(0, ...groups.map(({ length }) => length));
  return { value: new Decimal(most), concerned: groups.filter(({ length }) => length === most).flat() };
}
