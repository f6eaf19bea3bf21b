import { city } from "../../shared/kernel/areas.ts";
import type { Instant } from "../../shared/kernel/clock.ts";
import { plain, sum, zero } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { striped } from "../../shared/ledger/account.ts";
import { beneficiaryMember } from "../../shared/ledger/beneficiary.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import type { Ledger } from "../../shared/ledger/ledger.ts";
import { type Hold, type Position, positionCodec } from "../../shared/ledger/rows.ts";
import { dueDone } from "../../shared/ledger/writes.ts";
import type { SiteHolder } from "../../shared/members/sites.ts";
import { permitTerm } from "../../shared/permits/instruments.ts";
import { pools } from "../../shared/permits/pools.ts";
import type { Item, Key } from "../../shared/store/client.ts";
import { retryWhileStale, stale } from "../../shared/store/retry.ts";
import { commit, type WriteFragment } from "../../shared/store/transaction.ts";
import { eachDue } from "../../shared/streams/due-work.ts";
import { permitExpiredFactId, permitsFacts } from "./contract.ts";
import type { ExpiryPorts } from "./ports.ts";

/** Holds closed per transaction: one item each, in addition to the two facts and the positions. */
const holdsAtOnce = 40;

/**
 * Retires every site's permits whose term has ended: closes their holds, states `permit-expired` and moves the quantity to `retired:`. A
 * position leaves the due index only when it is empty, so the next run finishes after a crash, and runs may overlap.
 */
export function expirePermits(ports: ExpiryPorts): Promise<void> {
  const { table } = ports.ledger;
  return eachDue(table, "permit", ports.clock.now(), async (key) => {
    const holds = holdsInSteps(ports.ledger);
    let more = true;
    while (more) more = await retryWhileStale("an expired permit", () => retirementStep(ports, key, holds));
  });
}

/** Commits the next step of a position's retirement: a page of its holds, or its removal from the due index once it is empty. False after the last. */
async function retirementStep(ports: ExpiryPorts, key: Key, holds: HoldsInSteps): Promise<boolean | typeof stale> {
  const { dynamo, clock, ledger } = ports;
  const position = await ledger.table.read(key, duePosition);
  const at = clock.now();
  if (!position || !isExpired(position.instrument, at)) return false;
  const empty = position.available.plus(position.held).isZero();
  const writes = empty
    ? [dueDone(ledger.table.name, position.account, position.instrument)]
    : await retirement(ports, position, await holds.next(position), at);
  const result = writes && (await commit(dynamo, writes));
  if (result?.kind === "committed") return !empty;
  holds.startAgain();
  return stale;
}

/** Decodes a position that is still due; undefined if another run has finished it, because the index lags. */
function duePosition(item: Item): Position | undefined {
  return item.dueStripe && positionCodec.decode(item);
}

/**
 * The writes of one step: closes some pending holds and retires their quantity; the last of them also retires what is available. Undefined if
 * there is nothing to retire, because another run did so between the reads of the position and of its holds.
 */
async function retirement(
  ports: ExpiryPorts,
  position: Position,
  { closing, areLast }: HoldsOfStep,
  at: Instant,
): Promise<WriteFragment[] | undefined> {
  const { own, ledger, members } = ports;
  const { account, instrument } = position;
  const quantity = sum([...closing.map(({ remaining }) => remaining), ...(areLast ? [position.available] : [])]);
  if (quantity.isZero()) return undefined;
  const siteId = account.slice("site:".length);
  const site = await members.holder(siteId);
  const holder = site && (await ownerOf(ports, site));
  const holds = closing.map((hold) => {
    const beneficiary = beneficiaryMember(hold);
    return { holdId: hold.holdId, purpose: hold.purpose, quantity: plain(hold.remaining), ...(beneficiary && { beneficiary }) };
  });
  const parties = new Set([...(holder ? [holder.partyId] : []), ...holds.flatMap(({ beneficiary }) => beneficiary ?? [])]);
  const term = required(permitTerm(instrument), `term of ${instrument}`);
  const envelope = {
    // Contains the position's entry count: a state is retired once, and an overlapping run finds it done.
    factId: permitExpiredFactId(account, instrument, position.entries),
    occurredAt: at,
    actor: "expire-permits",
    parties: [...parties],
    // A permit also expires if its holder is unknown: the fact then goes to the regulators of the pool's area alone.
    areas: [...new Set([pools.find(({ id }) => id === term.pool)?.area ?? city, ...(site ? [site.area] : [])])],
  };
  const { pollutant, pool, from: firstMonth, to: lastMonth } = term;
  const data = {
    ...{ siteId, ...(holder && { holder }), instrument, pollutant, pool, firstMonth, lastMonth },
    ...{ retiredTonnes: plain(quantity), holds },
  };
  const entry = ledger.newEntry({ ...envelope, cause: { kind: "permit-expired", reference: envelope.factId } });
  for (const hold of closing) entry.voidRest(hold, "expired");
  entry.transfer({ instrument, from: account, to: striped("retired", account), quantity });
  return [own.state(permitsFacts.permitExpired, { ...envelope, data }), ...entry.writes()];
}

/** Holder and licence of a site as they are now. */
async function ownerOf({ members }: ExpiryPorts, { partyId, siteId }: SiteHolder) {
  const [party, site] = await Promise.all([members.party(partyId), members.site(partyId, siteId)]);
  const { name: partyName, creditCode } = required(party, `party ${partyId}`);
  const { name: siteName, licenceNumber } = required(site, `site ${siteId}`);
  return { partyId, partyName, creditCode, siteName, licenceNumber };
}

/** Holds that one step closes, and whether they are all that the position still has. */
interface HoldsOfStep {
  readonly closing: readonly Hold[];
  readonly areLast: boolean;
}
type HoldsInSteps = ReturnType<typeof holdsInSteps>;

/**
 * The pending holds of one position, a transaction's worth per step. They are listed once for all steps, and only until what is held is
 * found: closed holds stay in the site's list for good.
 */
function holdsInSteps(ledger: Ledger) {
  let listed: AsyncGenerator<Hold, undefined> | undefined;
  return {
    /** The holds of the next step. A hold that the list has passed is found when the list has ended and the position is still not empty. */
    async next(position: Position): Promise<HoldsOfStep> {
      listed ??= pendingHolds(ledger, position);
      const closing: Hold[] = [];
      let found = zero;
      while (found.lt(position.held)) {
        if (closing.length === holdsAtOnce) return { closing, areLast: false };
        const { value: hold } = await listed.next();
        if (!hold) {
          listed = undefined;
          break;
        }
        closing.push(hold);
        found = found.plus(hold.remaining);
      }
      return { closing, areLast: true };
    },
    /** Lists from the start after a step that was not committed: its holds are still pending, or have changed. */
    startAgain(): void {
      listed = undefined;
    },
  };
}

async function* pendingHolds(ledger: Ledger, { account, instrument }: Position): AsyncGenerator<Hold, undefined> {
  let cursor: string | undefined;
  do {
    const page = await ledger.holds(account, "permit", { cursor });
    yield* page.items.filter((hold) => hold.instrument === instrument && hold.state === "pending");
    cursor = page.nextCursor;
  } while (cursor);
  return undefined;
}
