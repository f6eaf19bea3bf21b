import type { CalendarReader } from "../../../shared/calendar/calendars.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import type { Account } from "../../../shared/ledger/account.ts";
import type { CollateralJobPorts } from "../ports.ts";
import type { CollateralRefusal } from "../problems.ts";
import type { OpenRegister } from "../register/change-register.ts";
import type { SoldPart } from "../register/enforced-slices.ts";
import type { Slice } from "../register/rows.ts";
import { type Actor, aboutEnforcement } from "./change-enforcement.ts";
import type { Enforcement } from "./rows.ts";
import type { TakenOver } from "./views.ts";

/** Dependencies of the end of an enforcement: what is repaid by it has to be cancelled within working days. */
export interface EndingPorts extends Pick<CollateralJobPorts, "own"> {
  readonly calendars: CalendarReader;
}

/** How an enforcement ends. */
export interface Ending {
  readonly enforcement: Enforcement;
  readonly state: Enforcement["state"];
  readonly auctionId?: string;
  readonly open: OpenRegister;
  /** The slices of the position afterwards. */
  readonly slices: readonly Slice[];
  /** What left the register: sold, or taken over. */
  readonly sold: readonly SoldPart[];
  /** The parts that the money is for, where nothing left: a deposit that was forfeited. */
  readonly offered: readonly SoldPart[];
  readonly proceeds: Decimal;
  readonly forfeited: Decimal;
  /** Who took the tonnes over, as facts say it. */
  readonly takenOver?: TakenOver;
  /** Where the money is. */
  readonly from: Account;
  /** The refusal where it is not all there. */
  readonly shortage?: CollateralRefusal;
  /** Whether all that is there is paid out: an account that this empties is summed no more. */
  readonly emptiesMoney?: true;
  /** Whether tonnes move in the ledger besides. */
  readonly movesTonnes: boolean;
  readonly at: Instant;
  readonly by: Actor;
}

/**
 * The envelope of the fact that an enforcement ended, and of the entry with it: of the pledgor and authorities, for it names all amounts. Those of
 * the area of a site that takes over are among them.
 */
export function endingEnvelope(by: Actor, at: Instant, enforcement: Enforcement, siteArea?: string) {
  const about = aboutEnforcement(by, at, enforcement, [enforcement.pledgorId]);
  return {
    ...about,
    areas: [...new Set([...about.areas, ...(siteArea === undefined ? [] : [siteArea])])],
    factId: `enforcement-ended.${enforcement.enforcementId}`,
  };
}
