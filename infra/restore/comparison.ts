import { plain } from "../../shared/kernel/decimal.ts";
import type { Claim, LedgerClaims } from "../../shared/ledger/claims.ts";
import type { Finding } from "./finding.ts";
import type { LedgerBooks } from "./ledger-books.ts";

/** What the rows of one table claim, and the ids of its facts. */
export interface Claimed {
  readonly said: LedgerClaims;
  readonly claims: readonly Claim[];
  readonly facts: ReadonlySet<string>;
}

/** Every claim that the ledger does not meet, and everything in the ledger that no row claims. */
export function compare(ledger: LedgerBooks, tables: readonly Claimed[]): readonly Finding[] {
  const all = tables.flatMap(({ claims }) => claims);
  return [
    ...tables.flatMap(({ said, claims }) => claims.flatMap((claim) => unmet(ledger, claim, said.table))),
    ...withoutFact(ledger, tables),
    ...withoutRow(ledger, all, tables),
  ];
}

/** The finding if a claim does not hold. */
function unmet(ledger: LedgerBooks, claim: Claim, table: string): readonly Finding[] {
  const because = wrongIn(ledger, claim, table);
  return because === undefined ? [] : [{ ...(claim.at !== undefined && { at: claim.at }), wrong: because }];
}

function wrongIn(ledger: LedgerBooks, claim: Claim, table: string): string | undefined {
  switch (claim.is) {
    case "entry":
      return ledger.entries.has(claim.factId) ? undefined : `${table} has fact ${claim.factId}, Ledger has no entry of this id`;
    case "cause": {
      const cause = `${claim.kind} ${claim.reference}`;
      return ledger.causes.has(cause) ? undefined : `${table} has ${cause}, Ledger has no entry with this cause`;
    }
    case "hold": {
      const hold = ledger.holds.get(claim.holdId);
      const isPending = hold?.state === "pending";
      if (isPending && claim.pending && !hold.remaining.eq(claim.amount))
        return `${table} needs ${plain(claim.amount)} of hold ${claim.holdId}, of which ${plain(hold.remaining)} is left in Ledger`;
      if (isPending === claim.pending) return undefined;
      const [wanted, found] = claim.pending ? ["needs", "is not"] : ["has ended", "is"];
      return `${table} ${wanted} hold ${claim.holdId}, which ${found} pending in Ledger`;
    }
    case "due":
      if (ledger.dues.has(claim.dueId) === claim.open) return undefined;
      return `${table} says that ${claim.dueId} is ${claim.open ? "" : "not "}owed, Ledger has ${claim.open ? "no" : "a"} due of this id`;
    case "account":
      return ledger.accounts.has(claim.account) ? undefined : `${table} has opened ${claim.account}, Ledger has no such account`;
  }
}

/** Entries whose context states a fact with each, and has none under this id. */
function withoutFact({ entries }: LedgerBooks, tables: readonly Claimed[]): readonly Finding[] {
  return [...entries.values()].flatMap(({ factId, kind, reference, at }): readonly Finding[] => {
    const owner = tables.find(({ said }) => said.causes[kind] !== undefined);
    if (!owner) return [{ at, wrong: `Ledger has entry ${factId} with the cause ${kind} ${reference}, which no context makes` }];
    if (owner.said.causes[kind] === "alone" || owner.facts.has(factId)) return [];
    return [{ at, wrong: `Ledger has entry ${factId} (${kind} ${reference}), ${owner.said.table} has no fact of this id` }];
  });
}

/** Accounts, pending holds and dues that belong to a row which is not there. */
function withoutRow(ledger: LedgerBooks, claims: readonly Claim[], tables: readonly Claimed[]): readonly Finding[] {
  const accounts = new Set(claims.flatMap((claim) => (claim.is === "account" ? claim.account : [])));
  const holds = new Set(claims.flatMap((claim) => (claim.is === "hold" ? claim.holdId : [])));
  const dues = new Set(claims.flatMap((claim) => (claim.is === "due" ? claim.dueId : [])));
  const caused = new Set(claims.flatMap((claim) => (claim.is === "cause" ? `${claim.kind} ${claim.reference}` : [])));
  const ofRows = new Map(tables.flatMap(({ said }) => said.causesOfRows.map((kind) => [kind, said.table] as const)));
  const opened = new Map(tables.flatMap(({ said }) => said.accounts.map((kind) => [kind, said.table] as const)));
  const unknown = [...ledger.accounts].filter((account) => opened.has(kindOf(account)) && !accounts.has(account));
  const pending = [...ledger.holds.values()].filter(({ holdId, state }) => state === "pending" && !holds.has(holdId));
  const unbooked = [...ledger.entries.values()].filter(({ kind, reference }) => ofRows.has(kind) && !caused.has(`${kind} ${reference}`));
  return [
    ...unbooked.map(({ factId, kind, reference, at }) => ({
      ...{ at, wrong: `Ledger has entry ${factId} (${kind} ${reference}), ${ofRows.get(kind)} has no row of it` },
    })),
    ...unknown.map((account) => ({ wrong: `Ledger has account ${account}, ${opened.get(kindOf(account))} has no row that opened it` })),
    ...pending.map(({ holdId, purpose, account }) => ({
      wrong: `Ledger holds for ${purpose} on ${account} (hold ${holdId}), no row needs it`,
    })),
    ...[...ledger.dues.keys()].filter((id) => !dues.has(id)).map((id) => ({ wrong: `Ledger has due ${id}, no row says that it is owed` })),
  ];
}

function kindOf(account: string): string {
  return account.slice(0, account.indexOf(":"));
}
