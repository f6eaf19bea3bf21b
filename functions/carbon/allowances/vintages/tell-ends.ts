import { allowanceTerm } from "../../../../shared/carbon/instruments.ts";
import { dayOf, endOfDay, plusDays } from "../../../../shared/kernel/calendar.ts";
import { plain } from "../../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../../shared/kernel/ids.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { expiryOf } from "../../../../shared/ledger/instrument.ts";
import { positionCodec } from "../../../../shared/ledger/rows.ts";
import type { Key } from "../../../../shared/store/client.ts";
import { decodeFact, factKey } from "../../../../shared/store/fact-store.ts";
import { commit } from "../../../../shared/store/transaction.ts";
import { eachDue } from "../../../../shared/streams/due-work.ts";
import type { AllowancePorts } from "../../ports.ts";
import { allowancesFacts } from "../contract.ts";
import defaults from "../plan-defaults.json" with { type: "json" };
import { holderOf } from "./holder.ts";

/**
 * Tells holders, so many days ahead, that a vintage ends: each position once for each number of days. The watermark of a number says up to which
 * ends was told, so that a run reads only those that have come near since.
 */
export async function tellVintageEnds(ports: AllowancePorts): Promise<void> {
  for (const daysAhead of defaults.endsSoonDays.values) await tellAhead(ports, daysAhead);
}

async function tellAhead(ports: AllowancePorts, daysAhead: number): Promise<void> {
  const { own, ledger, clock, dynamo } = ports;
  const now = clock.now();
  const until = endOfDay(plusDays(dayOf(now), daysAhead));
  const told = (await own.vintageWatermark(daysAhead)) ?? now;
  if (told >= until) return;
  await eachDue(ledger.table, "allowance", until, (key) => tellOf(ports, key, daysAhead), told);
  await commit(dynamo, [own.vintageWatermarkPut(daysAhead, until)]);
}

/** Tells the holder of one position; one that is empty changes nothing. A run that did not come to its end finds what it has told. */
async function tellOf({ own, ledger, members, clock, dynamo }: AllowancePorts, key: Key, daysAhead: number): Promise<void> {
  const factId = `allowances-end-soon.${sha256(`${key.pk} ${key.sk}`).slice(0, 32)}.${daysAhead}`;
  if (await own.read(factKey(factId), decodeFact)) return;
  const position = await ledger.table.read(key, positionCodec.decode);
  if (!position) return;
  const { account, instrument, available, held } = position;
  const tonnes = available.plus(held);
  const holder = await holderOf(members, account);
  if (tonnes.isZero() || !holder) return;
  const { market, vintage, lastMonth } = required(allowanceTerm(instrument), `term of ${instrument}`);
  const endsAt = required(expiryOf(instrument), `end of ${instrument}`);
  const envelope = { factId, occurredAt: clock.now(), actor: "tell-vintage-ends", parties: [holder.partyId], areas: [holder.area] };
  const data = { ...holder, instrument, market, vintage, lastMonth, tonnes: plain(tonnes), endsAt };
  await commit(dynamo, [own.state(allowancesFacts.allowancesEndSoon, { ...envelope, data })]);
}
