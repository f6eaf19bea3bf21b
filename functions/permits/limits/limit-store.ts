import { listingIndex } from "../../../shared/deployment/indexes.ts";
import {
  type AreaTarget,
  exceptionCodec,
  exceptionKey,
  type GrantedException,
  limitsOfArea,
  limitsOfParty,
  targetCodec,
  targetKey,
} from "../../../shared/permits/limit-facts.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import { listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { limitFacts } from "../contract-limits.ts";

function exceptionsIn(area: string): string {
  return `limit-exceptions#${area}`;
}

/** Reads and writes of missed targets and of exceptions. Reads are strongly consistent, except for the list of exceptions by area. */
export function limitStore(table: Table) {
  return {
    /** A target that an area misses from a day on. */
    areaTarget: (name: Pick<AreaTarget, "area" | "target" | "from">) => table.read(targetKey(name), targetCodec.decode),
    /** Targets of exactly one area, by target and first day. */
    areaTargetsIn: (area: string, request: PageRequest) =>
      table.page({ partition: limitsOfArea(area), prefix: "target#", ...request }, targetCodec.decode),
    /** An exception. The fact that granted it names its site or area, which is where its row is. */
    async limitException(exceptionId: string): Promise<GrantedException | undefined> {
      const { factType, schemaVersion } = limitFacts.limitExceptionGranted;
      const fact = await table.read(factKey(exceptionId), decodeFact);
      if (fact?.factType !== factType || fact.schemaVersion !== schemaVersion) return undefined;
      const { area, siteId, partyId } = limitFacts.limitExceptionGranted.data.parse(fact.data);
      return table.read(exceptionKey({ exceptionId, area, siteId, partyId }), exceptionCodec.decode);
    },
    /** Exceptions for the sites of a party, by site. */
    limitExceptionsOf: (partyId: string, request: PageRequest) =>
      table.page({ partition: limitsOfParty(partyId), prefix: "exception#", ...request }, exceptionCodec.decode),
    /** Exceptions for exactly one area and for the sites in it, newest first. */
    limitExceptionsIn: (area: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: exceptionsIn(area), descending: true, ...request }, exceptionCodec.decode),
    /** Puts a target: a new one (version 1) or its next version. */
    areaTargetPut: (target: AreaTarget) => table.putVersion(targetKey(target), targetCodec.encode(target), target.version),
    /** Puts an exception: a new one (version 1) or its next version. */
    limitExceptionPut: (exception: GrantedException) => {
      const listed = listedAs(exceptionsIn(exception.area), `${exception.grantedAt}#${exception.exceptionId}`);
      return table.putVersion(exceptionKey(exception), { ...exceptionCodec.encode(exception), ...listed }, exception.version);
    },
  };
}
