import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock, Instant } from "../kernel/clock.ts";
import { type Decimal, sum, zero } from "../kernel/decimal.ts";
import type { Item, Key } from "../store/client.ts";
import { retryWhileStale, stale } from "../store/retry.ts";
import { commit, type WriteFragment } from "../store/transaction.ts";
import { eachDue } from "../streams/due-work.ts";
import { striped } from "./account.ts";
import type { EntryEnvelope } from "./entry.ts";
import { type InstrumentClass, isExpired } from "./instrument.ts";
import type { Ledger } from "./ledger.ts";
import { type Hold, type Position, positionCodec } from "./rows.ts";
import { dueDone } from "./writes.ts";

/** Holds closed per transaction: one item each, in addition to the two facts and the positions. */
const holdsAtOnce = 40;

interface RetirementPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly ledger: Ledger;
}

/** One step of the retirement of a position: a page of its holds, and with the last of them what is available. */
export interface RetiredPart {
  readonly position: Position;
  readonly closing: readonly Hold[];
  readonly quantity: Decimal;
  readonly at: Instant;
}

/** States what a step retires: the envelope of its entry, and the fact that the context states under the same id. */
export type StateRetired = (
  part: RetiredPart,
) => Promise<{ readonly envelope: EntryEnvelope; readonly stated: readonly WriteFragment<never>[] }>;

/**
 * Retires everything of a class whose term has ended: closes its holds, has the context state it, and moves the quantity to `retired:`. A
 * position leaves the due index only when it is empty, so the next run finishes after a crash, and runs may overlap.
 */
export function retireExpired(ports: RetirementPorts, of: InstrumentClass, state: StateRetired): Promise<void> {
  const { table } = ports.ledger;
  return eachDue(table, of, ports.clock.now(), async (key) => {
    const holds = holdsInSteps(ports.ledger, of);
    let more = true;
    while (more) more = await retryWhileStale(`an expired ${of}`, () => retirementStep(ports, key, holds, state));
  });
}

/** Commits the next step of a position's retirement: a page of its holds, or its removal from the due index once it is empty. False after the last. */
async function retirementStep(
  { dynamo, clock, ledger }: RetirementPorts,
  key: Key,
  holds: HoldsInSteps,
  state: StateRetired,
): Promise<boolean | typeof stale> {
  const position = await ledger.table.read(key, duePosition);
  const at = clock.now();
  if (!position || !isExpired(position.instrument, at)) return false;
  const empty = position.available.plus(position.held).isZero();
  const writes = empty
    ? [dueDone(ledger.table.name, position.account, position.instrument)]
    : await retirement(ledger, position, await holds.next(position), at, state);
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
  ledger: Ledger,
  position: Position,
  { closing, areLast }: HoldsOfStep,
  at: Instant,
  state: StateRetired,
): Promise<WriteFragment[] | undefined> {
  const { account, instrument } = position;
  const quantity = sum([...closing.map(({ remaining }) => remaining), ...(areLast ? [position.available] : [])]);
  if (quantity.isZero()) return undefined;
  const { envelope, stated } = await state({ position, closing, quantity, at });
  const entry = ledger.newEntry(envelope);
  for (const hold of closing) entry.voidRest(hold, "expired");
  entry.transfer({ instrument, from: account, to: striped("retired", account), quantity });
  return [...stated, ...entry.writes()];
}

/** Holds that one step closes, and whether they are all that the position still has. */
interface HoldsOfStep {
  readonly closing: readonly Hold[];
  readonly areLast: boolean;
}
type HoldsInSteps = ReturnType<typeof holdsInSteps>;

/**
 * The pending holds of one position, a transaction's worth per step. They are listed once for all steps, and only until what is held is
 * found: closed holds stay in the account's list for good.
 */
function holdsInSteps(ledger: Ledger, of: InstrumentClass) {
  let listed: AsyncGenerator<Hold, undefined> | undefined;
  return {
    /** The holds of the next step. A hold that the list has passed is found when the list has ended and the position is still not empty. */
    async next(position: Position): Promise<HoldsOfStep> {
      listed ??= pendingHolds(ledger, of, position);
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

async function* pendingHolds(ledger: Ledger, of: InstrumentClass, { account, instrument }: Position): AsyncGenerator<Hold, undefined> {
  let cursor: string | undefined;
  do {
    const page = await ledger.holds(account, of, { cursor });
    yield* page.items.filter((hold) => hold.instrument === instrument && hold.state === "pending");
    cursor = page.nextCursor;
  } while (cursor);
  return undefined;
}
