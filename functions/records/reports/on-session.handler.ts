import { openTable } from "../../../shared/store/table.ts";
import { factsHandler } from "../../../shared/streams/functions.ts";
import { records } from "../deployment.ts";
import { sessionRecorder } from "./record-session.ts";

/** Notes sessions that ended and members that enrolled, for market reports. */
export const handler = factsHandler(records.functions["records-on-session"], ({ dynamo, tables }) =>
  sessionRecorder(openTable(dynamo, tables.Records)),
);
