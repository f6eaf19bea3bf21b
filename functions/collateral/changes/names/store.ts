import type { Instant } from "../../../../shared/kernel/clock.ts";
import type { Key, PageRequest } from "../../../../shared/store/client.ts";
import { dueAs } from "../../../../shared/store/indexes.ts";
import type { Table } from "../../../../shared/store/table.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { areasListing } from "../../pledges/pledge-areas.ts";
import { type NameFiling, nameFilingCodec, nameFilingKey } from "./rows.ts";

/** Kind of due work: the filing of a new name is overdue. */
export const nameFilingDue = "name-filing";

function listKeys({ bankId, areas, fileBy, pledgeId }: NameFiling): readonly Key[] {
  const sk = `${fileBy}#${pledgeId}`;
  return [{ pk: `name-filings#${bankId}`, sk }, ...areasListing({ areas }).map((area) => ({ pk: `name-filings-in#${area}`, sk }))];
}

/** Reads and writes of duties to file new names, over the table Collateral; all reads are strongly consistent. */
export function nameRows(table: Table) {
  const put = (row: NameFiling): WriteFragment<never> => {
    const open = row.closedAt === undefined && row.toldAt === undefined;
    const due = open && dueAs(nameFilingDue, row.pledgeId, row.fileBy);
    return table.putVersion(nameFilingKey(row.pledgeId), { ...nameFilingCodec.encode(row), ...due }, row.version);
  };
  const listed = (row: NameFiling) => listKeys(row).map((key) => table.put(key, nameFilingCodec.encode(row)));
  const unlisted = (row: NameFiling) => listKeys(row).map(table.remove);
  return {
    /** The duty of a pledge to file a new name, done or not; undefined where there never was one. */
    nameFiling: (pledgeId: string) => table.read(nameFilingKey(pledgeId), nameFilingCodec.decode),
    /** Filings of a bank that were due by an instant, the longest first. */
    nameFilingsOfBank: (bankId: string, until: Instant, request: PageRequest) =>
      table.page({ partition: `name-filings#${bankId}`, to: `${until}#~`, ...request }, nameFilingCodec.decode),
    /** Filings of pledges of an area, at any depth, that were due by an instant, the longest first. */
    nameFilingsIn: (area: string, until: Instant, request: PageRequest) =>
      table.page({ partition: `name-filings-in#${area}`, to: `${until}#~`, ...request }, nameFilingCodec.decode),
    /** Puts a duty, and into the lists of what is open. */
    nameFilingOpen: (row: NameFiling): WriteFragment<never>[] => [put(row), ...listed(row)],
    /** Notes that both sides were told: it stays in the lists. */
    nameFilingTold: (row: NameFiling): WriteFragment<never>[] => [put(row), ...listed(row)],
    /** Ends a duty, and takes it off the lists. */
    nameFilingDone: (row: NameFiling): WriteFragment<never>[] => [put(row), ...unlisted(row)],
    /** Gives an open duty to the bank that has the pledge now, and puts it into the lists of its areas. */
    nameFilingMoved(row: NameFiling, to: Pick<NameFiling, "bankId" | "bankName" | "areas">): WriteFragment<never>[] {
      const moved = { ...row, ...to, version: row.version + 1 };
      const [ofBank] = listKeys(row);
      return [...(ofBank && row.bankId !== to.bankId ? [table.remove(ofBank)] : []), put(moved), ...listed(moved)];
    },
  };
}
