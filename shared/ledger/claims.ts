import type { Instant } from "../kernel/clock.ts";
import type { Decimal } from "../kernel/decimal.ts";
import type { FactSchema } from "../kernel/fact.ts";
import type { Item } from "../store/client.ts";
import { decodeFact } from "../store/fact-store.ts";
import type { Account } from "./account.ts";

/** One thing that must stand in the ledger, and since when, as far as the row tells. */
export type Claim = { readonly at?: Instant } & (
  | { readonly is: "entry"; readonly factId: string }
  | { readonly is: "cause"; readonly kind: string; readonly reference: string }
  /** `amount`: what is still held while it is pending. */
  | { readonly is: "hold"; readonly holdId: string; readonly pending: boolean; readonly amount: Decimal }
  | { readonly is: "due"; readonly dueId: string; readonly open: boolean }
  | { readonly is: "account"; readonly account: Account }
);

/**
 * What a context's rows say of the ledger. Both are written in one transaction, so while the exchange runs they agree; tables that were
 * restored from a backup need not.
 */
export interface LedgerClaims {
  /** Its table. */
  readonly table: string;
  /** Kinds of causes of its entries. `stated`: the context states a fact under the entry's id; `alone`: the entry is the only fact. */
  readonly causes: Readonly<Record<string, "stated" | "alone">>;
  /** Those among them whose every entry is also claimed by a row. */
  readonly causesOfRows: readonly string[];
  /** Kinds of accounts that it opens, such as `escrow`: each of them in the ledger belongs to one of its rows. */
  readonly accounts: readonly string[];
  /** What one row of the table claims; nothing for most. */
  claimsOf(row: Item): readonly Claim[];
}

/** Which facts come with a ledger entry, by type; some only if they move something. */
export type MovingFacts = Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => boolean>>;

/** Facts that come with an entry where they say so themselves, by their member `moves`. */
export function movingAsStated(facts: readonly FactSchema[]): MovingFacts {
  return Object.fromEntries(facts.map(({ factType }) => [factType, ({ moves }) => moves === true]));
}

/** The claim of a row that holds a fact: an entry under the fact's id, if it is one of those that move something. */
export function entryOfFact(row: Item, moving: MovingFacts): readonly Claim[] {
  if (!row.pk?.S?.startsWith("fact#")) return [];
  const { factId, factType, occurredAt, data } = decodeFact(row);
  return moving[factType]?.(data as Readonly<Record<string, unknown>>) ? [{ is: "entry", factId, at: occurredAt }] : [];
}
