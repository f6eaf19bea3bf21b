import { zero } from "../../../shared/kernel/decimal.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import type { CommandPorts } from "../../../shared/store/command.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { LicencesStore } from "../store.ts";
import { particularsNow } from "./record-rules.ts";

/** Dependencies of listing what was delivered. */
export interface DeliveredPorts extends Pick<CommandPorts, "dynamo" | "clock"> {
  readonly own: Pick<LicencesStore, "recordPut">;
  readonly members: Pick<MemberReader, "party" | "site">;
}

/** Permits that a site got. */
export interface Delivered {
  readonly siteId: string;
  readonly partyId: string;
  readonly instruments: readonly string[];
}

/** Permits were delivered to a site: those of which its licence has no record yet are listed as missing there. Repeating it changes nothing. */
export async function listDelivered({ dynamo, clock, own, members }: DeliveredPorts, delivered: Delivered): Promise<void> {
  const { siteId, partyId, instruments } = delivered;
  const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
  if (!party || !site) return;
  for (const instrument of instruments) {
    const particulars = particularsNow(party, site, instrument, clock.now());
    // Refused as stale where there is a record: then somebody has said what stands in the licence.
    await commit(dynamo, [own.recordPut({ ...particulars, state: "missing", recordedTonnes: zero, version: 1 })]);
  }
}
