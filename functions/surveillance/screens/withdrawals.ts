import { epochMilliseconds } from "../../../shared/kernel/clock.ts";
import { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Measured, Session } from "./session.ts";
import { minutesTogether, screenSettings } from "./settings.ts";
import { rounded } from "./statistics.ts";

/** The most groups whose enrolments were withdrawn within the minutes that count as together. */
export function withdrawalsTogether({ withdrawals }: Session): Measured {
  const ordered = withdrawals
    .map((each) => ({ ...each, moment: epochMilliseconds(each.at) }))
    .sort((one, other) => one.moment - other.moment || (one.partyId < other.partyId ? -1 : 1));
  let together: readonly (typeof ordered)[number][] = [];
  for (const { moment } of ordered) {
    const within = ordered.filter((each) => each.moment >= moment && each.moment <= moment + minutesTogether * 60_000);
    const groups = [...Map.groupBy(within, ({ group }) => group).values()].flatMap((own) => own.slice(0, 1));
    if (groups.length > together.length) together = groups;
  }
  const concerned = together.map(({ partyId, partyName }) => ({ partyId, partyName }));
  return { value: new Decimal(together.length), concerned };
}

/** The share of those enrolled at the close that had no bid. */
export function silentEnrolments({ bidders, silent }: Session): Measured {
  const enrolled = bidders.length + silent.length;
  if (enrolled < screenSettings["silent-enrolments"].least) return { unmeasured: "too-few-enrolled" };
  return { value: rounded(new Decimal(silent.length).div(enrolled)), concerned: silent };
}
