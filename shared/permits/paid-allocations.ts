import * as z from "zod";
import { secondListingIndex } from "../deployment/indexes.ts";
import { cny } from "../kernel/schemas.ts";
import { json, rowCodec, text } from "../store/codec.ts";
import type { Table } from "../store/table.ts";

/** States of an allocation whose first payment was made, or that needed none. */
const deliveredStates: readonly string[] = ["delivered", "paid-up", "ended"];
const amount = z.object({ instrument: z.string(), fee: cny });
const allocationCodec = rowCodec({ allocationId: text, state: text, amounts: json((value) => z.array(amount).parse(value)) });
const allocationsPerPage = 100;

/** The partition that lists the published allocations to a site, newest first; its index may lag by a second. */
export function allocationsAt(siteId: string): string {
  return `allocations-at#${siteId}`;
}

/** A permit that was delivered to a site for a fee. */
export interface PaidPermit {
  readonly instrument: string;
  readonly allocationId: string;
}

/** The permits that allocations delivered to sites for a fee, in the table Allocations. */
export function paidAllocationsIn(table: Pick<Table, "page">) {
  return {
    /** Permits that allocations delivered to a site for a fee above zero; a page at a time, an allocation of each plan at most. */
    async paidPermits(siteId: string): Promise<PaidPermit[]> {
      const paid: PaidPermit[] = [];
      const listed = { index: secondListingIndex, partition: allocationsAt(siteId), limit: allocationsPerPage };
      let cursor: string | undefined;
      do {
        const page = await table.page({ ...listed, ...(cursor && { cursor }) }, allocationCodec.decode);
        for (const { allocationId, amounts } of page.items.filter((each) => deliveredStates.includes(each.state)))
          paid.push(...amounts.filter(({ fee }) => fee.gt(0)).map(({ instrument }) => ({ instrument, allocationId })));
        cursor = page.nextCursor;
      } while (cursor);
      return paid;
    },
  };
}

/** See the function. */
export type PaidAllocations = ReturnType<typeof paidAllocationsIn>;
