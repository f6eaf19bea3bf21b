import { entersMarket, entryThreshold, markets } from "../../../shared/carbon/markets.ts";
import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { Decimal, decimal, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import { entityMarkets } from "./shapes.ts";
import type { EnergyUse, KeyEntity } from "./store.ts";
import { type CandidateView, type CoverageView, energyUseView } from "./views.ts";

const placesOfShare = 4;
const { coverageGoal } = mrvRules;

/** How much of an area's energy the entities of markets use, by their accepted reports. The goal is to be exceeded, not only met. */
export function coverageOf(
  of: { readonly year: string; readonly area: string },
  entities: readonly Pick<KeyEntity, "market" | "tce">[],
  energyUse: EnergyUse | undefined,
): CoverageView {
  const rows = entityMarkets.map((market) => {
    const energies = entities.flatMap(({ market: its, tce }) => (its === market && tce !== undefined ? [tce] : []));
    return { market, entities: energies.length, tce: sum(energies) };
  });
  const covered = sum(rows.flatMap(({ market, tce }) => (market === "none" ? [] : [tce])));
  const goal = decimal(coverageGoal.value);
  return {
    ...of,
    markets: rows.map(({ tce, ...row }) => ({ ...row, tce: plain(tce) })),
    coveredTce: plain(covered),
    goal: coverageGoal.value,
    goalSource: messageOf(coverageGoal.source),
    ...(energyUse && {
      energyUse: energyUseView(energyUse),
      share: plain(covered.div(energyUse.tce).toDecimalPlaces(placesOfShare, Decimal.ROUND_DOWN)),
      goalReached: covered.gt(goal.times(energyUse.tce)),
    }),
  };
}

/** An entity that is in no market, with the thresholds of each. */
export function candidateOf({ partyId, partyName, creditCode, area, year, sector, tce, tco2 = zero }: KeyEntity): CandidateView {
  const energy = required(tce, `energy of ${partyId} in ${year}`);
  return {
    ...{ partyId, partyName, creditCode, area, year, sector, tce: plain(energy), tco2: plain(tco2) },
    thresholds: markets.flatMap((market) => {
      const threshold = entryThreshold(market, year);
      if (!threshold) return [];
      const { tce: least, tco2: leastTco2 } = threshold;
      return [
        {
          market: market.market,
          ...(least !== undefined && { tce: least }),
          ...(leastTco2 !== undefined && { tco2: leastTco2 }),
          reached: entersMarket(market, year, { tce: energy, tco2 }),
        },
      ];
    }),
  };
}
