import { decimal } from "../../../../shared/kernel/decimal.ts";
import type { Account } from "../../../../shared/ledger/account.ts";
import type { TransferData } from "../../../../shared/ledger/contract.ts";
import type { Instrument } from "../../../../shared/ledger/instrument.ts";
import { accountOwner } from "../../../../shared/members/account-owner.ts";
import { type AssetItem, assetItemOf } from "../../../../shared/valuation/asset-classes.ts";
import type { ListPorts } from "./ports.ts";
import type { Told } from "./store.ts";

/** A position whose price concerns somebody. */
interface Position {
  readonly account: Account;
  readonly instrument: Instrument;
}
type Listed = Told & { readonly item: AssetItem };

/** Puts whoever got something of a priced item on the item's list. They stay on it: a price of the past is corrected for past holders, too. */
export async function listHolders(ports: ListPorts, { postings }: TransferData): Promise<void> {
  const credited = postings.filter(({ available, held }) => decimal(available).plus(decimal(held)).gt(0));
  const holders = await holdersOf(ports, credited);
  await ports.values.putTold(distinct(holders));
}

/** Puts the bank and the pledgor of a pledge on the lists of what is pledged, for the area of each position. */
export async function listPledge(
  ports: ListPorts,
  { bankId, pledgorId, positions }: { readonly bankId: string; readonly pledgorId: string; readonly positions: readonly Position[] },
): Promise<void> {
  const pledged = await holdersOf(ports, positions);
  await ports.values.putTold(
    distinct(pledged.flatMap(({ item, area }) => [bankId, pledgorId].map((partyId) => ({ item, area, partyId })))),
  );
}

/** The members behind positions that have a price, each with the area that decides which price it is. */
async function holdersOf({ members }: ListPorts, positions: readonly Position[]): Promise<Listed[]> {
  const priced = positions.flatMap(({ account, instrument }) => {
    const item = assetItemOf(instrument);
    return item === undefined ? [] : [{ account, item }];
  });
  const accounts = [...new Set(priced.map(({ account }) => account))];
  const owners = new Map(await Promise.all(accounts.map(async (account) => [account, await accountOwner(members, account)] as const)));
  return priced.flatMap(({ account, item }) => {
    const owner = owners.get(account);
    return owner ? [{ item, partyId: owner.partyId, area: owner.area }] : [];
  });
}

/** A batch of writes names no row twice. */
function distinct(rows: readonly Listed[]): Listed[] {
  return [...new Map(rows.map((row) => [`${row.item} ${row.partyId} ${row.area}`, row])).values()];
}
