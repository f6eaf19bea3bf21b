import { type Decimal, sum } from "../../../shared/kernel/decimal.ts";
import type { Grouped, Measured, Session } from "./session.ts";
import { screenSettings } from "./settings.ts";
import { rounded } from "./statistics.ts";

/** What a group bought. */
interface Bought {
  readonly group: string;
  readonly quantity: Decimal;
  readonly members: readonly Grouped[];
}

/** The group of associates that bought most, the first by its name where several did; undefined where nothing was sold. */
export function topBuyerOf({ bidders, winners }: Pick<Session, "bidders" | "winners">): Bought | undefined {
  const known = new Map(bidders.map((bidder) => [bidder.partyId, bidder]));
  const byGroup = Map.groupBy(winners, ({ partyId }) => known.get(partyId)?.group ?? partyId);
  const bought = [...byGroup].map(([group, own]) => ({
    group,
    quantity: sum(own.map(({ quantity }) => quantity)),
    members: own.flatMap(({ partyId }) => known.get(partyId) ?? []),
  }));
  return bought.sort((one, other) => other.quantity.cmp(one.quantity) || (one.group < other.group ? -1 : 1))[0];
}

/** What the largest buyer bought, its associates included, over all that was sold. */
export function topBuyerShare(session: Session): Measured {
  const top = topBuyerOf(session);
  if (!top) return { unmeasured: "nothing-sold" };
  if (session.bidders.length < screenSettings["top-buyer-share"].least) return { unmeasured: "too-few-bidders" };
  const sold = sum(session.winners.map(({ quantity }) => quantity));
  return { value: rounded(top.quantity.div(sold)), concerned: top.members };
}
