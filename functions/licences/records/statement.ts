import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { siteAccount } from "../../../shared/ledger/account.ts";
import type { ScopedCaller } from "../../../shared/members/scope.ts";
import type { LicenceRecord } from "../../../shared/permits/licence-records.ts";
import type { LicencesPorts } from "../ports.ts";
import type { LicencesRefusal } from "../problems.ts";
import { checkStatement, particularsNow } from "./record-rules.ts";
import { siteInReach } from "./site-in-reach.ts";

/** What a statement about a permit in a licence rests on. */
export interface Basis {
  readonly at: Instant;
  /** The record so far. */
  readonly before: LicenceRecord | undefined;
  /** The site, its holder and its licence, as they are now. */
  readonly particulars: ReturnType<typeof particularsNow>;
}

/** Reads what a statement of the holder or the bureau rests on, and checks it; `not-found` for a site that the caller does not reach. */
export async function basisOf(
  { clock, own, members, ledger }: LicencesPorts,
  caller: ScopedCaller,
  siteId: string,
  stated: { readonly instrument: string; readonly licenceNumber: string; readonly tonnes: Decimal },
): Promise<Outcome<Basis, LicencesRefusal>> {
  const { instrument } = stated;
  const [found, before, position] = await Promise.all([
    siteInReach(members, caller, siteId),
    own.record(siteId, instrument),
    ledger.position(siteAccount(siteId), instrument),
  ]);
  if (!found) return refuse({ code: "not-found" });
  const { site, party } = found;
  const at = clock.now();
  const checked = checkStatement(site, stated, position, dayOf(at));
  return checked.ok ? accept({ at, before, particulars: particularsNow(party, site, instrument, at) }) : checked;
}
