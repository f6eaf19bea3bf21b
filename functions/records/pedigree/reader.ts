import type { Caller } from "../../../shared/http/caller.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { type Account, isOfMember } from "../../../shared/ledger/account.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type AccountHolder, holdersOf } from "../holdings/holders.ts";
import { areaOfHouse } from "../statements/visible-account.ts";
import type { MovedEntry } from "./flows.ts";

/** What a caller may see of a pedigree, and the names that it needs for that. */
export interface PedigreeReader {
  /** Whose a member's account is, if the caller may see it; undefined for house accounts, and where it may not. */
  holderOf(account: Account): Promise<AccountHolder | undefined>;
  /** Reads whose some accounts are, in one call. */
  prefetch(accounts: readonly Account[]): Promise<void>;
  /** Whether the caller may see the account: its own, and those of its area. */
  sees(account: Account): Promise<boolean>;
  /** Whether units may be followed through an account: house accounts belong to everybody's way, members' accounts to who may see them. */
  mayPass(account: Account): Promise<boolean>;
  /** Whether the caller may know of which decision an entry is: its own, one in its area, or one about no member. */
  knows(entry: Pick<MovedEntry, "parties" | "areas">): boolean;
}

/** The reader of a caller: members see what is theirs, authorities what lies in their area. */
export function pedigreeReader(parties: Pick<Table, "readMany">, caller: Caller): PedigreeReader {
  const scope = scopeOf(caller);
  const known = new Map<Account, AccountHolder | undefined>();
  async function prefetch(accounts: readonly Account[]): Promise<void> {
    const missing = [...new Set(accounts)].filter((account) => isOfMember(account) && !known.has(account));
    if (missing.length === 0) return;
    const found = await holdersOf(parties, missing);
    for (const account of missing) known.set(account, found.get(account));
  }
  async function holderOf(account: Account): Promise<AccountHolder | undefined> {
    await prefetch([account]);
    const holder = known.get(account);
    return holder && scope.sees({ partyId: holder.partyId, areas: [holder.area] }) ? holder : undefined;
  }
  return {
    holderOf,
    prefetch,
    sees: async (account) => (isOfMember(account) ? (await holderOf(account)) !== undefined : scope.answersFor(areaOfHouse(account))),
    mayPass: async (account) => !isOfMember(account) || scope.area === city || (await holderOf(account)) !== undefined,
    knows: ({ parties: about, areas }) => about.length === 0 || about.includes(caller.partyId) || areas.some(scope.answersFor),
  };
}
