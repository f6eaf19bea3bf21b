import { type Decimal, decimal, plain, zero } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import type { differenceKinds } from "../shapes.ts";
import type { EiaLine, LicenceLine } from "./read-licence-file.ts";

/** What can differ. */
export type DifferenceKind = (typeof differenceKinds)[number];

/** A difference between a line of a file and what is registered here. */
export interface Found {
  readonly what: DifferenceKind;
  readonly subject: string;
  readonly pollutant?: string;
  readonly siteId?: string;
  readonly partyId?: string;
  readonly theirs: string;
  readonly ours: string;
  readonly line: number;
}

/** The operation that corrects our data, by what differs. The site that a file lacks is corrected where the file comes from. */
export const remedies: Readonly<Record<DifferenceKind, string>> = {
  "licence-unknown": "registerSite",
  "licence-missing": "importLicenceFile",
  "holder-differs": "disputeLicence",
  "name-differs": "renameParty",
  "site-name-differs": "changeSite",
  "validity-differs": "confirmSite",
  "amount-differs": "recordPermit",
  "eia-unknown": "certifyNeed",
  "eia-number-differs": "withdrawNeed",
  "eia-holder-differs": "withdrawNeed",
  "eia-amount-differs": "withdrawNeed",
};

/** What is registered here about a licence. */
export interface LicenceHere {
  readonly siteId: string;
  readonly partyId: string;
  readonly siteName: string;
  readonly partyName: string;
  readonly creditCode: string;
  readonly validFrom: string;
  readonly validUntil: string;
  /** Tonnes recorded in the licence, by pollutant of which the site has got permits; zero where they are not recorded yet. */
  readonly recorded: ReadonlyMap<string, Decimal>;
}

/** How a licence of a file differs from what is registered here. */
export function compareLicence(file: LicenceLine, here: LicenceHere | undefined): Found[] {
  const { line, licenceNumber: subject } = file;
  if (!here) return [{ what: "licence-unknown", subject, theirs: `${file.holderName} (${file.creditCode})`, ours: "", line }];
  const of = { subject, siteId: here.siteId, partyId: here.partyId, line };
  const validity = ({ validFrom, validUntil }: Pick<LicenceLine, "validFrom" | "validUntil">) => `${validFrom} / ${validUntil}`;
  const compared: readonly (readonly [DifferenceKind, theirs: string, ours: string])[] = [
    ["holder-differs", file.creditCode, here.creditCode],
    ["name-differs", file.holderName, here.partyName],
    ["site-name-differs", file.siteName, here.siteName],
    ["validity-differs", validity(file), validity(here)],
  ];
  const theirs = new Map(file.amounts.map(([pollutant, tonnes]) => [pollutant, decimal(tonnes)]));
  // What a licence allows of a pollutant that nothing is allocated of yet is no difference: nobody could record it.
  const amounts = [...here.recorded].flatMap(([pollutant, other]): Found[] => {
    const one = theirs.get(pollutant) ?? zero;
    return one.eq(other) ? [] : [{ what: "amount-differs", ...of, pollutant, theirs: plain(one), ours: plain(other) }];
  });
  return [
    ...compared.flatMap(([what, one, other]): Found[] => (one === other ? [] : [{ what, ...of, theirs: one, ours: other }])),
    ...amounts,
  ];
}

/** What the bureau certified here for a project. */
export interface NeedHere {
  readonly siteId: string;
  readonly partyId: string;
  readonly creditCode: string;
  readonly eiaNumber: string;
  readonly tonnes: string;
}

/** How an approval of a file differs from the need that is certified here. */
export function compareApproval(file: EiaLine, here: NeedHere | undefined): Found[] {
  const { line, pollutant, project } = file;
  const subject = `${pollutant} ${project}`;
  if (!here) return [{ what: "eia-unknown", subject, pollutant, theirs: `${file.eiaNumber}: ${file.tonnes}`, ours: "", line }];
  const of = { subject, pollutant, siteId: here.siteId, partyId: here.partyId, line };
  const compared: readonly (readonly [DifferenceKind, theirs: string, ours: string])[] = [
    ["eia-number-differs", file.eiaNumber, here.eiaNumber],
    ["eia-holder-differs", file.creditCode, here.creditCode],
    ["eia-amount-differs", plain(decimal(file.tonnes)), plain(decimal(here.tonnes))],
  ];
  return compared.flatMap(([what, one, other]): Found[] => (one === other ? [] : [{ what, ...of, theirs: one, ours: other }]));
}

/** Id of a difference: the same one, whichever file of the area shows it. */
export function differenceIdOf(area: string, { what, subject, pollutant = "" }: Pick<Found, "what" | "subject" | "pollutant">): string {
  return sha256(`${area} ${what} ${subject} ${pollutant}`).slice(0, 32);
}
