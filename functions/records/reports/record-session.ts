import type { Table } from "../../../shared/store/table.ts";
import type { Reactions } from "../../../shared/streams/functions.ts";
import type { sessionFacts } from "./contract-facts.ts";
import { participantRows, sessionRows } from "./sessions.ts";

/** Notes sessions that ended and members that enrolled: unconditionally, so that a repeated fact writes the same bytes. */
export function sessionRecorder(records: Table): Reactions<typeof sessionFacts> {
  return {
    "auction-cleared": (fact) => records.putAll(sessionRows(fact, fact.data.auctionId, "cleared")),
    "auction-failed": (fact) => records.putAll(sessionRows(fact, fact.data.auctionId, "failed")),
    "auction-cancelled": (fact) => records.putAll(sessionRows(fact, fact.data.auctionId, "cancelled")),
    "enrolment-made": (fact) => records.putAll(participantRows(fact, fact.data.partyId)),
  };
}
