import type * as z from "zod";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { type Decimal, plain } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { holdPurposes } from "../../shared/ledger/hold.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import type { Position } from "../../shared/ledger/rows.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import type { Addition } from "../../shared/permits/reserve-additions.ts";
import { capStanding } from "./cap.ts";
import type { permitsEndpoints } from "./contract.ts";
import { type CountingSite, countingOf } from "./counting.ts";
import type { Cap, Need } from "./store.ts";

type ResponseOf<Name extends keyof typeof permitsEndpoints> = z.input<(typeof permitsEndpoints)[Name]["response"]>;

/** A cap with its standing; `headroom` is the position of the cap's account in tonne-months. */
export function capView(cap: Cap, headroom: Decimal): ResponseOf<"readCap"> {
  const { version, capTonnes, ...rest } = cap;
  const standing = capStanding(capTonnes, headroom);
  return {
    ...rest,
    capTonnes: plain(capTonnes),
    headroomTonneMonths: plain(standing.headroom),
    deficitTonneMonths: plain(standing.deficit),
    issuedTonneMonths: plain(standing.issued),
  };
}

/** An addition to a reserve. */
export function additionView(addition: Addition): ResponseOf<"addToReserve"> {
  return { ...addition, tonnes: plain(addition.tonnes) };
}

/** A certified need. */
export function needView(need: Need): ResponseOf<"certifyNeed"> {
  const { version, ...rest } = need;
  return { ...rest, tonnes: plain(need.tonnes), offsetRatio: plain(need.offsetRatio), tonnesToBuy: plain(need.tonnesToBuy) };
}

/** A permit of a site at an instant: its term, and how much of it covers emissions then. */
export function holdingView(position: Position, site: CountingSite): ResponseOf<"listHoldings">["items"][number] {
  const { instrument, available, held, heldFor } = position;
  const { at, recordedTonnes } = site;
  const { pollutant, pool, from, to } = required(permitTerm(instrument), `term of ${instrument}`);
  const state = isExpired(instrument, at) ? "expired" : dayOf(at).slice(0, 7) < from ? "not-begun" : "running";
  return {
    instrument,
    pollutant,
    pool,
    firstMonth: from,
    lastMonth: to,
    availableTonnes: plain(available),
    heldTonnes: plain(held),
    heldFor: holdPurposes.flatMap((purpose) => {
      const tonnes = heldFor[purpose];
      return tonnes?.gt(0) ? [{ purpose, tonnes: plain(tonnes) }] : [];
    }),
    state,
    recordedTonnes: plain(recordedTonnes),
    ...countingOf(position, state, site),
  };
}
