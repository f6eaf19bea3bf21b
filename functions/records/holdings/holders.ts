import type { Account } from "../../../shared/ledger/account.ts";
import { readAccount } from "../../../shared/ledger/account.ts";
import { type Party, partyCodec, partyKey } from "../../../shared/members/members.ts";
import { holderCodec, holderKey, type Site, siteCodec, siteKey } from "../../../shared/members/sites.ts";
import { inBatches } from "../../../shared/store/in-batches.ts";
import type { Table } from "../../../shared/store/table.ts";

/** Whose an account of a member or of a site is, by the names of today. */
export interface AccountHolder {
  readonly partyId: string;
  readonly partyName: string;
  readonly creditCode: string;
  readonly siteId?: string;
  readonly siteName?: string;
  /** Area that counts for the account: that of the site, else of the member. */
  readonly area: string;
}

/**
 * Whose accounts are, by account, a hundred in one read; house accounts are nobody's. Needs the right to read `party#*` and `site#*` of the
 * table Parties in batches.
 */
export async function holdersOf(
  parties: Pick<Table, "readMany">,
  accounts: Iterable<Account>,
): Promise<ReadonlyMap<Account, AccountHolder>> {
  const named = [...new Set(accounts)].map((account) => ({ account, ...readAccount(account) }));
  const sites = named.filter(({ kind }) => kind === "site");
  const siteHolders = await inBatches(
    sites.map(({ id }) => holderKey(id)),
    (some) => parties.readMany(some, holderCodec.decode),
  );
  const partyOf = new Map(siteHolders.map(({ siteId, partyId }) => [siteId, partyId]));
  const owned = siteHolders.map(({ siteId, partyId }) => siteKey(partyId, siteId));
  const owners = [...new Set([...partyOf.values(), ...named.filter(({ kind }) => kind === "party").map(({ id }) => id)])];
  const rows = await inBatches([...owned, ...owners.map(partyKey)], (some) =>
    parties.readMany(some, (item): Party | Site => (item.sk?.S === "party" ? partyCodec.decode(item) : siteCodec.decode(item))),
  );
  const partiesById = new Map(rows.flatMap((row) => ("siteId" in row ? [] : [[row.partyId, row] as const])));
  const sitesById = new Map(rows.flatMap((row) => ("siteId" in row ? [[row.siteId, row] as const] : [])));
  return new Map(
    named.flatMap(({ account, kind, id }) => {
      const site = kind === "site" ? sitesById.get(id) : undefined;
      const party = partiesById.get(kind === "site" ? (partyOf.get(id) ?? "") : kind === "party" ? id : "");
      if (!party || (kind === "site" && !site)) return [];
      const { partyId, name: partyName, creditCode } = party;
      const ofSite = site && { siteId: site.siteId, siteName: site.name };
      return [[account, { partyId, partyName, creditCode, ...ofSite, area: site?.area ?? party.area }] as const];
    }),
  );
}
