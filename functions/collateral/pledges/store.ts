import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Item, Page, PageRequest } from "../../../shared/store/client.ts";
import { rowCodec, text } from "../../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { areasListing } from "./pledge-areas.ts";
import { pledgeDue } from "./pledge-due.ts";
import { type Pledge, pledgeKey, pledgeRow } from "./rows.ts";

const listedCodec = rowCodec({ pledgeId: text });

function decode(item: Item): Pledge {
  const { terms, ...row } = pledgeRow.decode(item);
  return { ...terms, ...row };
}

/** Reads and writes of pledges, over the table Collateral. Reads are strongly consistent, except for the lists. */
export function pledgesRows(table: Table) {
  return {
    /** A pledge. */
    pledge: (pledgeId: string) => table.read(pledgeKey(pledgeId), decode),
    /** Several pledges, a hundred at most, unordered. */
    pledgesAt: (pledgeIds: readonly string[]) => table.readMany(pledgeIds.map(pledgeKey), decode),
    /** Pledges of a bank, newest first. */
    pledgesOfBank: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `pledges#${partyId}`, descending: true, ...request }, decode),
    /** Pledges of a pledgor, newest first. */
    pledgesOfPledgor: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `pledges#${partyId}`, descending: true, ...request }, decode),
    /** Every version of a pledge, newest first. */
    pledgeVersions: (pledgeId: string, request: PageRequest) =>
      table.page({ partition: `pledge-versions#${pledgeId}`, descending: true, ...request }, decode),
    /** A pledge as it stood at an instant; undefined before it was drafted. */
    async pledgeAsOf(pledgeId: string, at: Instant): Promise<Pledge | undefined> {
      const range = { partition: `pledge-versions#${pledgeId}`, to: `${at}#~`, descending: true, limit: 1 };
      return (await table.page(range, decode)).items[0];
    },
    /** Pledges of which something lies in an area, at any depth, newest first. */
    async pledgesIn(area: string, request: PageRequest): Promise<Page<Pledge>> {
      const page = await table.page({ partition: `pledges-in#${area}`, descending: true, ...request }, listedCodec.decode);
      const found = await table.readMany(
        page.items.map(({ pledgeId }) => pledgeKey(pledgeId)),
        decode,
      );
      const byId = new Map(found.map((pledge) => [pledge.pledgeId, pledge]));
      return { ...page, items: page.items.flatMap(({ pledgeId }) => byId.get(pledgeId) ?? []) };
    },
    /** Puts a pledge into the lists of its areas, except for those in which it is already: those of the areas that it had before. */
    pledgeListed(pledge: Pick<Pledge, "areas" | "draftedAt" | "pledgeId">, before: readonly string[] = []): WriteFragment<never>[] {
      const { draftedAt, pledgeId } = pledge;
      const known = areasListing({ areas: before });
      const further = areasListing(pledge).filter((area) => !known.includes(area));
      return further.map((area) =>
        table.put({ pk: `pledges-in#${area}`, sk: `${draftedAt}#${pledgeId}` }, listedCodec.encode({ pledgeId })),
      );
    },
    /** Puts a new pledge (version 1) or its next version, and keeps the version for good; `stale` if another change came first. */
    pledgePut({ state, changedAt, version, ...terms }: Pledge): WriteFragment<never>[] {
      const { pledgeId, bank, pledgor, draftedAt } = terms;
      const row = pledgeRow.encode({ state, terms, changedAt, version });
      const order = `${draftedAt}#${pledgeId}`;
      const due = pledgeDue({ state, ...terms });
      const lists = {
        ...listedAs(`pledges#${bank.partyId}`, order),
        ...alsoListedAs(`pledges#${pledgor.partyId}`, order),
        ...(due && dueAs("pledge", pledgeId, due)),
      };
      return [
        table.putVersion(pledgeKey(pledgeId), { ...row, ...lists }, version),
        table.put({ pk: `pledge-versions#${pledgeId}`, sk: `${changedAt}#${String(version).padStart(8, "0")}` }, row),
      ];
    },
  };
}
