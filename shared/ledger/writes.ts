import type { AttributeValue, Update } from "@aws-sdk/client-dynamodb";
import type { Instant } from "../kernel/clock.ts";
import { type Decimal, plain } from "../kernel/decimal.ts";
import type { Refusal } from "../kernel/outcome.ts";
import { keyOf } from "../store/client.ts";
import { dueAs } from "../store/indexes.ts";
import type { ConditionFailure, WriteFragment } from "../store/transaction.ts";
import { type Account, isOfMember } from "./account.ts";
import type { HoldPurpose } from "./hold.ts";
import { classOf, expiryOf, type Instrument } from "./instrument.ts";
import { type Hold, heldForAttribute, holdCodec, holdKey, instrumentStripe, positionKey } from "./rows.ts";

/** The net change of one position in one entry. */
export interface PositionDelta<R extends Refusal> {
  readonly account: Account;
  readonly instrument: Instrument;
  readonly available: Decimal;
  readonly held: Decimal;
  /** The change of what is held, by purpose; adds up to `held`. */
  readonly heldFor: ReadonlyMap<HoldPurpose, Decimal>;
  /** Whether available may go below zero. */
  readonly overdraw: boolean;
  /** Whether nothing is left after it. */
  readonly empties: boolean;
  /** Refusal when the debit is not covered; when absent, an uncovered debit is `stale`. */
  readonly shortage?: R;
}

/**
 * Adds the change to the position without reading it; a debit is conditional on being covered. Every change lists the position under its
 * instrument; only a change conditional on emptying it removes it, so sums never miss a balance.
 */
export function positionUpdate<R extends Refusal>(table: string, delta: PositionDelta<R>): WriteFragment<R> {
  const { account, instrument, available, held } = delta;
  const values: Record<string, AttributeValue> = {
    ":available": { N: plain(available) },
    ":held": { N: plain(held) },
    ":one": { N: "1" },
    ":account": { S: account },
    ":instrument": { S: instrument },
  };
  const covers = delta.empties ? "=" : ">=";
  const guards: string[] = [];
  if ((available.lt(0) && !delta.overdraw) || delta.empties) {
    guards.push(`available ${covers} :debit`);
    values[":debit"] = { N: plain(available.neg()) };
  }
  if (held.lt(0) || delta.empties) {
    guards.push(`held ${covers} :heldDebit`);
    values[":heldDebit"] = { N: plain(held.neg()) };
  }
  if (!delta.empties) values[":instrumentStripe"] = { S: instrumentStripe(instrument, account) };
  const listing = delta.empties ? " REMOVE instrumentStripe" : ", instrumentStripe = :instrumentStripe";
  const due = dueParts(delta, values);
  const purposes = [...delta.heldFor].filter(([, change]) => !change.isZero());
  for (const [place, [, change]] of purposes.entries()) values[`:heldFor${place}`] = { N: plain(change) };
  const heldFor = purposes.map((_, place) => `, #heldFor${place} :heldFor${place}`).join("");
  const names = Object.fromEntries(purposes.map(([purpose], place) => [`#heldFor${place}`, heldForAttribute(purpose)]));
  const update: Update = {
    TableName: table,
    Key: keyOf(positionKey(account, instrument)),
    UpdateExpression: `ADD available :available, held :held, entries :one${heldFor} SET account = :account, instrument = :instrument${due}${listing}`,
    ...(purposes.length > 0 && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: values,
  };
  if (guards.length === 0) return { write: { Update: update } };
  const failure: ConditionFailure<R> = delta.shortage ?? "stale";
  return { write: { Update: { ...update, ConditionExpression: guards.join(" AND ") } }, failure };
}

/**
 * Keeps what a member or a site holds in the due index of its class by the end of its term, whatever moves it and however late, until
 * `dueDone` removes it when empty.
 */
function dueParts({ account, instrument }: PositionDelta<Refusal>, values: Record<string, AttributeValue>): string {
  const expiry = expiryOf(instrument);
  if (!expiry || !isOfMember(account)) return "";
  for (const [name, value] of Object.entries(dueAs(classOf(instrument), account, expiry))) values[`:${name}`] = value;
  return ", dueStripe = :dueStripe, dueAt = :dueAt";
}

/** Removes an empty position from the due index; `stale` if it is not empty. A later credit adds it again. */
export function dueDone(table: string, account: Account, instrument: Instrument): WriteFragment<never> {
  return {
    write: {
      Update: {
        TableName: table,
        Key: keyOf(positionKey(account, instrument)),
        UpdateExpression: "REMOVE dueStripe, dueAt",
        ConditionExpression: "available = :zero AND held = :zero",
        ExpressionAttributeValues: { ":zero": { N: "0" } },
      },
    },
    failure: "stale",
  };
}

/** Creates a hold; an existing one is `done`. */
export function holdPut(table: string, hold: Hold): WriteFragment<never> {
  const dueItem = hold.expiresAt ? dueAs("hold", hold.holdId, hold.expiresAt) : {};
  return {
    write: {
      Put: {
        TableName: table,
        Item: { ...keyOf(holdKey(hold)), ...holdCodec.encode(hold), ...dueItem },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
    failure: "done",
  };
}

/** What an entry does to a hold: the quantity it pays, the quantity it gives back, and how the hold closes if it does. */
export interface HoldOutcome {
  readonly posted: Decimal;
  readonly released: Decimal;
  readonly closes?: "voided" | "expired";
}

/** Posts and releases parts of a hold; conditional on the version read and, when posting, on its expiry. It closes when nothing is left. */
export function holdUpdate(table: string, hold: Hold, { posted, released, closes }: HoldOutcome, at: Instant): WriteFragment<never> {
  const left = closes ? hold.remaining.mul(0) : hold.remaining.minus(posted).minus(released);
  const state = left.gt(0) ? "pending" : posted.gt(0) ? "posted" : (closes ?? (released.gt(0) ? "voided" : "posted"));
  const unexpired = posted.gt(0) ? " AND (attribute_not_exists(expiresAt) OR expiresAt > :at)" : "";
  return {
    write: {
      Update: {
        TableName: table,
        Key: keyOf(holdKey(hold)),
        UpdateExpression: `SET remaining = :left, #state = :state, version = :next${left.gt(0) ? "" : " REMOVE dueStripe, dueAt"}`,
        ConditionExpression: `version = :version AND #state = :pending${unexpired}`,
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: {
          ":left": { N: plain(left) },
          ":state": { S: state },
          ":pending": { S: "pending" },
          ":version": { N: String(hold.version) },
          ":next": { N: String(hold.version + 1) },
          ...(unexpired ? { ":at": { S: at } } : {}),
        },
      },
    },
    failure: "stale",
  };
}
