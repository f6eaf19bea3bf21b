import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { type Decimal, zero } from "../../../shared/kernel/decimal.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import { licenceInForce, validityOf } from "../../../shared/members/licence-in-force.ts";
import { recordSource, renewalRules, transferSource, undecidedSource } from "../../../shared/members/licence-rules.ts";
import type { Party } from "../../../shared/members/members.ts";
import type { Site } from "../../../shared/members/sites.ts";
import type { LicenceRecord } from "../../../shared/permits/licence-records.ts";
import { licencesLifecycles } from "../lifecycles.ts";
import type { LicencesRefusal } from "../problems.ts";

/** What somebody says stands in a site's licence. */
export interface Statement {
  readonly licenceNumber: string;
  readonly instrument: string;
  readonly tonnes: Decimal;
}

/**
 * Whether a permit may stand in a site's licence like this: it is the site's own licence and in force, the bureau has confirmed the site, and
 * the site holds as much.
 */
export function checkStatement(
  site: Site,
  { licenceNumber, instrument, tonnes }: Statement,
  { available, held }: Pick<Position, "available" | "held">,
  today: PlainDate,
): Outcome<true, LicencesRefusal> {
  if (licenceNumber !== site.licenceNumber)
    return refuse({ code: "licence-mismatch", licenceNumber, siteLicenceNumber: site.licenceNumber, source: transferSource });
  if (site.state === "unconfirmed") return refuse({ code: "site-unconfirmed", siteId: site.siteId });
  if (!licenceInForce(site, today)) {
    const { licenceValidUntil } = site;
    return refuse({
      code: "licence-not-in-force",
      licenceNumber,
      licenceValidUntil,
      source: renewalRules.source,
      unlessSource: undecidedSource,
    });
  }
  const heldTonnes = available.plus(held);
  return tonnes.gt(heldTonnes) ? refuse({ code: "above-holding", tonnes, heldTonnes, instrument, source: recordSource }) : accept(true);
}

/** The record after its holder declared it; what is recorded stays until the bureau has looked. */
export function declared(
  before: LicenceRecord | undefined,
  particulars: RecordParticulars,
  tonnes: Decimal,
): Outcome<LicenceRecord, LicencesRefusal> {
  const known = before ? (before.declaredTonnes ?? before.recordedTonnes) : zero;
  if (known.eq(tonnes)) return refuse({ code: "record-unchanged", instrument: particulars.instrument });
  const kept = before ? { validFrom: before.validFrom, validUntil: before.validUntil } : {};
  return accept({
    ...particulars,
    ...(before?.recordedTonnes.gt(0) && kept),
    state: stateAfter(licencesLifecycles.record, before?.state ?? "missing", "declarePermit"),
    ...{ recordedTonnes: before?.recordedTonnes ?? zero, declaredTonnes: tonnes },
    version: (before?.version ?? 0) + 1,
  });
}

/**
 * The record after the bureau recorded it. The bureau says how many tonnes it found; what differs from the declaration, or from what stood in
 * the licence, is a correction and needs a reason, so that it never records a declaration that it has not seen.
 */
export function recorded(
  before: LicenceRecord | undefined,
  particulars: RecordParticulars,
  tonnes: Decimal,
  reason: string | undefined,
): Outcome<LicenceRecord, LicencesRefusal> {
  const { instrument } = particulars;
  // A delivered permit that nobody has declared says nothing about the licence.
  const known = before?.state === "missing" ? undefined : before && (before.declaredTonnes ?? before.recordedTonnes);
  const renewed = known !== undefined && before !== undefined && before.validUntil !== particulars.validUntil;
  if (before?.state !== "declared" && (before?.recordedTonnes ?? zero).eq(tonnes) && !renewed)
    return refuse({ code: "record-unchanged", instrument });
  if (known && !known.eq(tonnes) && reason === undefined)
    return refuse({ code: "record-differs", instrument, knownTonnes: known, tonnes, source: recordSource });
  const state = stateAfter(licencesLifecycles.record, before?.state ?? "missing", "recordPermit");
  return accept({ ...particulars, state, recordedTonnes: tonnes, version: (before?.version ?? 0) + 1 });
}

/** What a record says of site, holder and licence. */
export type RecordParticulars = Omit<LicenceRecord, "state" | "recordedTonnes" | "declaredTonnes" | "version">;

/** Site, holder and licence as they are now. */
export function particularsNow(party: Party, site: Site, instrument: string, changedAt: string): RecordParticulars {
  const { siteId, partyId, area, licenceNumber, name: siteName, licenceValidFrom, licenceValidUntil } = site;
  const { from: validFrom, until: validUntil } = validityOf(site) ?? { from: licenceValidFrom, until: licenceValidUntil };
  const names = { siteName, partyName: party.name, creditCode: party.creditCode };
  return { siteId, partyId, area, licenceNumber, ...names, validFrom, validUntil, instrument, changedAt };
}
