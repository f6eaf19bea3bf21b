import { dayOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { validityOf } from "../../../shared/members/licence-in-force.ts";
import { siteCodec } from "../../../shared/members/sites.ts";
import type { Key } from "../../../shared/store/client.ts";
import { retryWhileStale, stale } from "../../../shared/store/retry.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import { partiesFacts } from "../contract.ts";
import type { ReminderPorts } from "../ports.ts";
import { siteStated } from "../views.ts";
import { reminders, toRemindOf } from "./reminder.ts";
import { pendingRenewal } from "./renewal.ts";

/**
 * Tells the holder of every site, once for each validity of its licence, that the renewal has to be applied for; one that has applied is not
 * told. The site then leaves the due index until its validity changes.
 */
export function remindLicences(ports: ReminderPorts): Promise<void> {
  return eachDue(ports.own, reminders, ports.clock.now(), (key) => retryWhileStale("a site to remind", () => remind(ports, key)));
}

async function remind({ dynamo, clock, own }: ReminderPorts, key: Key): Promise<undefined | typeof stale> {
  const site = await own.read(key, siteCodec.decode);
  const due = site && toRemindOf(site);
  if (!site || !due) return undefined;
  const at = clock.now();
  const reminded = { ...site, remindedOf: due.until, version: site.version + 1 };
  const writes = [own.sitePut(reminded)];
  if (!pendingRenewal(site)) {
    const party = required(await own.party(site.partyId), `party ${site.partyId}`);
    const { from, until } = required(validityOf(site), `validity of the licence of ${site.siteId}`);
    const data = {
      ...siteStated({ ...site, licenceValidFrom: from, licenceValidUntil: until }, party),
      ...{ applyBy: due.applyBy, daysLeft: daysFrom(dayOf(at), due.applyBy) },
    };
    const envelope = {
      ...{ factId: `licence-expiring.${site.siteId}.${until}`, occurredAt: at, actor: "remind-licences" },
      ...{ parties: [site.partyId], areas: [site.area] },
    };
    writes.push(own.state(partiesFacts.licenceExpiring, { ...envelope, data }));
  }
  const result = await commit(dynamo, writes);
  return result.kind === "committed" || result.failure === "done" ? undefined : stale;
}

/** Days from one day to another; none once it is over. */
function daysFrom(today: string, day: string): number {
  return Math.max(0, Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000));
}
