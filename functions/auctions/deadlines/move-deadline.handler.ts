import { calendarReader } from "../../../shared/calendar/calendars.ts";
import { openLedger } from "../../../shared/ledger/ledger.ts";
import { openTable } from "../../../shared/store/table.ts";
import { messageHandler } from "../../../shared/streams/functions.ts";
import { auctions } from "../deployment.ts";
import { auctionsStore } from "../store.ts";
import { moveDeadline } from "./move-deadline.ts";

/** Queue `deadlines`: moves the deadline of one unpaid award per message, if the calendars give it more time. */
export const handler = messageHandler(auctions.functions["auctions-move-deadline"], ({ dynamo, clock, tables }) => {
  const ports = {
    ...{ dynamo, clock },
    own: auctionsStore(openTable(dynamo, tables.Auctions)),
    ledger: openLedger(dynamo, tables.Ledger),
    calendars: calendarReader(dynamo, tables.Calendar),
  };
  return (reference) => moveDeadline(ports, reference);
});
