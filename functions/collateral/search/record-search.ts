import type { Caller } from "../../../shared/http/caller.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { readerOf } from "../../../shared/members/reader.ts";
import { type Reading, type ReadingLog, readingLog } from "../../../shared/members/readings.ts";
import { openTable, type Table } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { type CoverageStore, coverageStore } from "../coverage/store.ts";
import { type CollateralPorts, collateralPorts, type GrantedTo } from "../ports.ts";
import type { Asked } from "./asked.ts";
import type { FoundAsset } from "./look-up.ts";

/** Dependencies of searches and of reading coverages: those of collateral, the log of who read what of whom, and what is recorded of the ledger. */
export interface SearchPorts extends CollateralPorts {
  readonly own: CoverageStore;
  readonly readings: ReadingLog;
  readonly records: Table;
}

/** The ports over what the API function is granted that serves searches. */
export function searchPorts(granted: GrantedTo<"Collateral" | "Ledger" | "Parties" | "Readings" | "Records">): SearchPorts {
  const own = coverageStore(openTable(granted.dynamo, granted.tables.Collateral));
  const records = openTable(granted.dynamo, granted.tables.Records);
  return { ...collateralPorts(granted), own, records, readings: readingLog(granted.dynamo, granted.tables.Readings) };
}

const writesAtOnce = 50;

/**
 * Records a search in the log of every member that it was about, except the searcher itself, before it is answered: of the owners of what was
 * found and, by a credit code, of the member that has it though nothing was found.
 */
export async function recordSearch(
  ports: SearchPorts,
  { caller, endpoint }: { readonly caller: Caller; readonly endpoint: { readonly operationId: string } },
  { by, value, instrument, at }: Asked,
  found: readonly FoundAsset[],
  now: Instant,
  certificateNumber = "",
): Promise<void> {
  const owners = new Map(found.map(({ owner }) => [owner.partyId, owner.area]));
  if (by === "creditCode" && owners.size === 0) {
    const partyId = await ports.members.partyOfCode(value);
    const party = partyId === undefined ? undefined : await ports.members.party(partyId);
    if (party) owners.set(party.partyId, party.area);
  }
  owners.delete(caller.partyId);
  const asked = { by, value, ...(instrument !== undefined && { instrument }), ...(at !== undefined && { at }) };
  const readings = [...owners].map(
    ([partyId, area]): Reading => ({
      readingId: newId(now),
      ...{ partyId, area, ...readerOf(caller) },
      ...{ operation: endpoint.operationId, kinds: ["registrations"], asked, purpose: "search of the register" },
      ...{ basis: "public-register", basisReference: certificateNumber, at: now },
    }),
  );
  for (let start = 0; start < readings.length; start += writesAtOnce)
    await commit(
      ports.dynamo,
      readings.slice(start, start + writesAtOnce).flatMap((reading) => ports.readings.readingPuts(reading)),
    );
}
