import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { city, pools } from "../../shared/kernel/areas.ts";
import type { Clock, Instant } from "../../shared/kernel/clock.ts";
import { plain, sum } from "../../shared/kernel/decimal.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { striped } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { isExpired, permitTerm } from "../../shared/ledger/instrument.ts";
import type { LedgerReader } from "../../shared/ledger/read.ts";
import { dueStripesOf, type Hold, type Position, positionCodec } from "../../shared/ledger/rows.ts";
import { dueDone } from "../../shared/ledger/writes.ts";
import { logger } from "../../shared/runtime/logger.ts";
import { getItem, type Item, queryAll } from "../../shared/store/client.ts";
import { factWrite } from "../../shared/store/fact-store.ts";
import { backOff, commit, StoreBusy, type WriteFragment } from "../../shared/store/transaction.ts";
import { beneficiaryMember } from "./beneficiary.ts";
import { permitsFacts } from "./contract.ts";
import type { PermitsStore } from "./store.ts";

/** What the expiry of permits reaches. */
export interface ExpiryPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly tables: { readonly Permits: string; readonly Ledger: string };
  readonly ledger: LedgerReader;
  readonly permits: Pick<PermitsStore, "holder">;
}

/** Holds closed in one transaction: one item each, besides the two facts and the positions. */
const holdsAtOnce = 40;
const maximumAttempts = 12;
const byDue = { name: "byDue", partition: "dueStripe", sort: "dueAt" };

/**
 * Retires every site's permits whose term has ended: closes their holds, states `permit-expired` and moves the quantity to `retired:`. A
 * permit leaves the due index only when nothing is left of it, so a crash anywhere is made good by the next run, and runs may overlap. One
 * permit that fails does not keep the others; the run then fails as a whole, so that it is retried and its alarm speaks.
 */
export async function expirePermits(ports: ExpiryPorts): Promise<void> {
  const { dynamo, tables, clock } = ports;
  const failures: unknown[] = [];
  const now = clock.now();
  await Promise.all(
    dueStripesOf("permit").map(async (partition) => {
      for await (const item of queryAll(dynamo, { table: tables.Ledger, index: byDue, partition, to: now })) {
        await expirePosition(ports, item).catch((error: unknown) => {
          logger.error("permit not expired", { errorName: error instanceof Error ? error.name : typeof error });
          failures.push(error);
        });
      }
    }),
  );
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} permits could not be expired`);
}

/** Retires one position, page by page of its holds, and takes it out of the index once it is empty. */
async function expirePosition(ports: ExpiryPorts, found: Item): Promise<void> {
  const { dynamo, tables, clock } = ports;
  const key = { pk: required(found.pk?.S, "partition key"), sk: required(found.sk?.S, "sort key") };
  for (let attempt = 1; attempt <= maximumAttempts; ) {
    const item = await getItem(dynamo, tables.Ledger, key);
    // The index lags: another run may have finished this one.
    if (!item?.dueStripe) return;
    const position = positionCodec.decode(item);
    const at = clock.now();
    if (!isExpired(position.instrument, at)) return;
    const empty = position.available.plus(position.held).isZero();
    const writes = empty ? [dueDone(tables.Ledger, position.account, position.instrument)] : await retirement(ports, position, at);
    const result = await commit(dynamo, writes);
    if (result.kind === "failed") {
      await backOff(attempt);
      attempt += 1;
    }
  }
  throw new StoreBusy("an expired permit kept changing");
}

/** One step: closes a page of pending holds and retires what they held; the last page retires what is available too. */
async function retirement(ports: ExpiryPorts, position: Position, at: Instant): Promise<WriteFragment[]> {
  const { tables } = ports;
  const { account, instrument } = position;
  const pending = await pendingHolds(ports.ledger, position);
  const closing = pending.slice(0, holdsAtOnce);
  const rest = closing.length === pending.length ? [position.available] : [];
  const quantity = sum([...closing.map(({ remaining }) => remaining), ...rest]);
  const siteId = account.slice("site:".length);
  const holder = await ports.permits.holder(siteId);
  const holds = closing.map((hold) => {
    const beneficiary = beneficiaryMember(hold);
    return { holdId: hold.holdId, purpose: hold.purpose, quantity: plain(hold.remaining), ...(beneficiary && { beneficiary }) };
  });
  const parties = new Set([...(holder ? [holder.partyId] : []), ...holds.flatMap(({ beneficiary }) => beneficiary ?? [])]);
  const envelope = {
    // The number of entries that made the position: the same state is retired once, whoever comes second finds it done.
    factId: `permit-expired.${sha256(`${account} ${instrument}`).slice(0, 32)}.${position.entries}`,
    occurredAt: at,
    actor: "expire-permits",
    parties: [...parties],
    // Whoever the holder is: the expiry itself never waits for knowing it.
    area: holder?.area ?? pools.find(({ id }) => id === permitTerm(instrument)?.pool)?.area ?? city,
  };
  const data = { siteId, partyId: holder?.partyId ?? "", instrument, retiredTonnes: plain(quantity), holds };
  const entry = new LedgerEntry<never>(tables.Ledger, { ...envelope, cause: { kind: "permit-expired", reference: envelope.factId } });
  for (const hold of closing) entry.voidRest(hold, "expired");
  entry.transfer({ instrument, from: account, to: striped("retired", account), quantity });
  return [factWrite(tables.Permits, permitsFacts.permitExpired, { ...envelope, data }), ...entry.writes()];
}

async function pendingHolds(ledger: LedgerReader, { account, instrument }: Position): Promise<Hold[]> {
  const pending: Hold[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.holds(account, "permit", { cursor });
    pending.push(...page.items.filter((hold) => hold.instrument === instrument && hold.state === "pending"));
    cursor = page.nextCursor;
  } while (cursor);
  return pending;
}
