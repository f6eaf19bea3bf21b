import type { Fact } from "../../../shared/kernel/fact.ts";
import { type Account, isOfMember, partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { TransferData } from "../../../shared/ledger/contract.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import { type Item, keyOf } from "../../../shared/store/client.ts";
import type { Table } from "../../../shared/store/table.ts";
import { partiesFacts } from "../../parties/contract.ts";
import { areaOfHouse } from "../statements/visible-account.ts";
import type { AccountOwners } from "./owners.ts";

/** Partition of the positions that an account ever had; a sort key is an instrument. */
function positionsOf(account: Account): string {
  return `positions-of#${account}`;
}

/** Partition of the accounts that belong to exactly one area; a sort key is an account. */
function accountsIn(area: string, owners: AccountOwners): string {
  return `accounts-in#${owners}#${area}`;
}

/** The rows by which the positions of a ledger entry are found: one for each, and one for each house account in its area. */
export function positionRows({ data }: Fact<TransferData>): Item[] {
  const accounts = [...new Set(data.postings.map(({ account }) => account))];
  return [
    ...data.postings.map(({ account, instrument }) => keyOf({ pk: positionsOf(account), sk: instrument })),
    ...accounts
      .filter((account) => !isOfMember(account))
      .map((account) => keyOf({ pk: accountsIn(areaOfHouse(account), "houses"), sk: account })),
  ];
}

const { partyRegistered, siteRegistered, siteChanged, siteConfirmed, siteCorrected } = partiesFacts;
const siteFactTypes: readonly string[] = [siteRegistered, siteChanged, siteConfirmed, siteCorrected].map(({ factType }) => factType);

/** The rows by which an area finds the accounts of a member or a site: each area that a fact ever named for it. Nothing for other facts. */
export function accountRows({ factType, data, areas }: Fact): Item[] {
  if (factType === partyRegistered.factType) {
    const account = partyAccount(String((data as { partyId: string }).partyId));
    return areas.map((area) => keyOf({ pk: accountsIn(area, "members"), sk: account }));
  }
  if (!siteFactTypes.includes(factType)) return [];
  const { siteId, area } = data as { siteId: string; area: string };
  return [keyOf({ pk: accountsIn(area, "members"), sk: siteAccount(siteId) })];
}

/** Instruments of which an account ever had something, in order, after one of them; so many at most. */
export async function instrumentsOf(records: Table, account: Account, after: Instrument | undefined, limit: number): Promise<Instrument[]> {
  // `~` sorts after everything that an instrument's name goes on with, and no name has it.
  const range = after === undefined ? {} : { from: `${after}~` };
  const { items } = await records.page({ partition: positionsOf(account), ...range, limit }, ({ sk }) => sk?.S ?? "");
  return items;
}

/** Accounts that belong to exactly one area, in order, from one of them on; so many at most. */
export async function accountsFrom(
  records: Table,
  area: string,
  owners: AccountOwners,
  from: Account | undefined,
  limit: number,
): Promise<Account[]> {
  const range = from === undefined ? {} : { from };
  const { items } = await records.page({ partition: accountsIn(area, owners), ...range, limit }, ({ sk }) => sk?.S ?? "");
  return items;
}
