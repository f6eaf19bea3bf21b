import { Decimal, plain } from "../../../shared/kernel/decimal.ts";
import type { Bidder, Measured, Session } from "./session.ts";
import { mostQuoting, screenSettings } from "./settings.ts";
import { rounded } from "./statistics.ts";

/** The bidders that quote each price-quantity pair, each bidder once. */
function quoting(bidders: readonly Bidder[]): readonly (readonly Bidder[])[] {
  const byQuote = new Map<string, Set<Bidder>>();
  for (const bidder of bidders)
    for (const { price, quantity } of bidder.steps) {
      const quote = `${plain(price)} ${plain(quantity)}`;
      byQuote.set(quote, (byQuote.get(quote) ?? new Set()).add(bidder));
    }
  return [...byQuote.values()].map((each) => [...each].sort(byId));
}

function byId(one: Bidder, other: Bidder): number {
  return one.partyId < other.partyId ? -1 : 1;
}

/** The most price-quantity pairs that two bidders have in common. */
export function sharedSteps({ bidders }: Session): Measured {
  if (bidders.length < screenSettings["shared-steps"].least) return { unmeasured: "too-few-bidders" };
  const common = new Map<string, { readonly pair: readonly [Bidder, Bidder]; steps: number }>();
  for (const together of quoting(bidders)) {
    if (together.length > mostQuoting) continue;
    for (const [place, one] of together.entries())
      for (const other of together.slice(place + 1)) {
        const key = `${one.partyId} ${other.partyId}`;
        const found = common.get(key) ?? { pair: [one, other], steps: 0 };
        found.steps += 1;
        common.set(key, found);
      }
  }
  const most = Math.max(0, ...[...common.values()].map(({ steps }) => steps));
  const pairs = [...common.values()].filter(({ steps }) => steps === most).flatMap(({ pair }) => pair);
  return { value: new Decimal(most), concerned: [...new Set(pairs)].sort(byId) };
}

/** The share of the bidders that quote the most common price-quantity pair; none where that is quoted by one. */
export function identicalQuotes({ bidders }: Session): Measured {
  const { least } = screenSettings["identical-quotes"];
  if (bidders.length < least) return { unmeasured: "too-few-bidders" };
  const together = quoting(bidders);
  const most = Math.max(0, ...together.map(({ length }) => length));
  if (most < least) return { value: new Decimal(0), concerned: [] };
  const concerned = [...new Set(together.filter(({ length }) => length === most).flat())].sort(byId);
  return { value: rounded(new Decimal(most).div(bidders.length)), concerned };
}
