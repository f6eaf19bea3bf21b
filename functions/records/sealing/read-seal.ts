import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { type BlockHeader, entryHashOf } from "../../../shared/records/chain.ts";
import type { Page } from "../../../shared/store/client.ts";
import type { sealingEndpoints } from "./contract.ts";
import type { SealingPorts } from "./ports.ts";
import { maySee } from "./read-blocks.ts";

/**
 * What proves one record: entry and block, and the headers up to the first signed head that covers it, page by page. It holds nothing of the
 * record, so that reading it is no reading of another party's data.
 */
export async function readRecordSeal(
  { blocks, heads, record }: SealingPorts,
  { caller, params: { recordId }, query }: Call<typeof sealingEndpoints.readRecordSeal>,
) {
  const found = await record(recordId);
  if (!found || !maySee(scopeOf(caller), caller, found)) return refuse({ code: "not-found" });
  const place = await blocks.placeOf(recordId);
  if (!place) return refuse({ code: "record-not-sealed", recordId });
  const { header, entries } = required(await blocks.block(place.n), `block ${place.n}`);
  // A head is signed after its day: that of the day of sealing covers the block.
  const head = await heads.from(dayOf(header.sealedAt));
  const last = head?.n ?? place.n;
  const following: Page<BlockHeader> = last > place.n ? await blocks.headersBetween(place.n + 1, last, query) : { items: [] };
  return accept({
    response: {
      ...{ recordId, header, position: place.position, entry: required(entries[place.position], "entry") },
      ...{ entryHashes: entries.map(entryHashOf), ...(head && { head }), following },
    },
  });
}
