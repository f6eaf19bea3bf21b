import type { Caller } from "../../../shared/http/caller.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { type Account, partyAccount, readAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { areaOfPool, pools } from "../../../shared/permits/pools.ts";

/** The requested account: a house account by name, else that of a party (the caller's own when absent) or one of its sites. */
export interface AccountRequest {
  readonly account?: string | undefined;
  readonly partyId?: string | undefined;
  readonly siteId?: string | undefined;
}

/** An account that a caller may see. */
export interface VisibleAccount {
  readonly account: Account;
  /** Party whose it is and its area, where that is not the caller: to read it is recorded. Absent for house accounts, too. */
  readonly of: { readonly partyId: string; readonly area: string } | undefined;
}

/**
 * The requested account if the caller may see it: its own; any for the operator; for a regulator or a district, those of members and sites in
 * its area and house accounts of its area's pools. Undefined for all others, whether they exist or not.
 */
export async function visibleAccount(
  members: Pick<MemberReader, "party" | "site">,
  caller: Caller,
  { account, partyId = caller.partyId, siteId }: AccountRequest,
): Promise<VisibleAccount | undefined> {
  const scope = scopeOf(caller);
  if (account !== undefined) return scope.answersFor(areaOfHouse(account)) ? { account, of: undefined } : undefined;
  const site = siteId === undefined ? undefined : await members.site(partyId, siteId);
  if (siteId !== undefined && !site) return undefined;
  const party = partyId === caller.partyId ? caller.party : await members.party(partyId);
  const area = site?.area ?? party?.area;
  if (area === undefined || !scope.sees({ partyId, areas: [area] })) return undefined;
  return {
    account: site ? siteAccount(site.siteId) : partyAccount(partyId),
    of: partyId === caller.partyId ? undefined : { partyId, area: party?.area ?? area },
  };
}

/** Caps and reserves belong to the area of their pool, every other house account to the city. */
export function areaOfHouse(account: Account): string {
  const { kind: house, id: name } = readAccount(account);
  const ofPool = (house === "cap" || house === "reserve") && pools.some(({ id }) => id === name);
  return ofPool ? areaOfPool(name) : city;
}
