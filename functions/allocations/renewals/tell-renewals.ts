import { dayOf, endOfDay, plusDays } from "../../../shared/kernel/calendar.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { expiryOf } from "../../../shared/ledger/instrument.ts";
import { positionCodec } from "../../../shared/ledger/rows.ts";
import { permitTerm } from "../../../shared/permits/instruments.ts";
import { areaOfPool } from "../../../shared/permits/pools.ts";
import type { Key } from "../../../shared/store/client.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import { allocationsFacts } from "../contract.ts";
import defaults from "../plan-defaults.json" with { type: "json" };
import type { RenewalPorts } from "../ports.ts";

const actor = "tell-renewals";

/**
 * Tells holders, so many days ahead, that the term of a permit ends: each position once for each number of days. The watermark of a number says
 * up to which ends of terms was told, so that a run reads only those that have come near since.
 */
export async function tellRenewals(ports: RenewalPorts): Promise<void> {
  for (const daysAhead of defaults.renewalDaysAhead.values) await tellAhead(ports, daysAhead);
}

async function tellAhead(ports: RenewalPorts, daysAhead: number): Promise<void> {
  const { own, ledger, clock, dynamo } = ports;
  const now = clock.now();
  const until = endOfDay(plusDays(dayOf(now), daysAhead));
  const told = (await own.watermark(daysAhead)) ?? now;
  if (told >= until) return;
  await eachDue(ledger.table, "permit", until, (key) => tellOf(ports, key, daysAhead), told);
  await commit(dynamo, [own.watermarkPut(daysAhead, until)]);
}

/**
 * Tells the holder of one position; one that is empty changes nothing. A run that did not come to its end begins again: one read tells what it
 * has told, so that it gets further each time, however many permits end at one instant.
 */
async function tellOf({ own, ledger, members, clock, dynamo }: RenewalPorts, key: Key, daysAhead: number): Promise<void> {
  const factId = `renewal-ahead.${sha256(`${key.pk} ${key.sk}`).slice(0, 32)}.${daysAhead}`;
  if (await own.read(factKey(factId), decodeFact)) return;
  const position = await ledger.table.read(key, positionCodec.decode);
  if (!position) return;
  const { account, instrument } = position;
  const tonnes = position.available.plus(position.held);
  const holder = await members.holder(account.slice("site:".length));
  if (tonnes.isZero() || !holder) return;
  const [party, site] = await Promise.all([members.party(holder.partyId), members.site(holder.partyId, holder.siteId)]);
  const { name: partyName, creditCode, partyId } = required(party, `party ${holder.partyId}`);
  const { name: siteName, licenceNumber, area, siteId } = required(site, `site ${holder.siteId}`);
  const { pool, to: lastMonth } = required(permitTerm(instrument), `term of ${instrument}`);
  const envelope = {
    factId,
    ...{ occurredAt: clock.now(), actor, parties: [partyId], areas: [...new Set([areaOfPool(pool), area])] },
  };
  const endsAt = required(expiryOf(instrument), `end of ${instrument}`);
  const of = { siteId, siteName, area, licenceNumber, partyId, partyName, creditCode };
  const data = { ...of, instrument, tonnes: plain(tonnes), lastMonth, endsAt, daysAhead };
  await commit(dynamo, [own.state(allocationsFacts.renewalAhead, { ...envelope, data })]);
}
