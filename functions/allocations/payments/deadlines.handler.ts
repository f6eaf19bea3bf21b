import { jobHandler } from "../../../shared/streams/functions.ts";
import { allocations } from "../deployment.ts";
import { deadlinePorts } from "../ports.ts";
import { runDeadlines } from "./deadlines.ts";

/** Every minute: payment notices, overdue and frozen instalments, allocations whose first payment is missing, and ends of terms. */
export const handler = jobHandler(allocations.functions["allocations-deadlines"], (granted) => {
  const ports = deadlinePorts(granted);
  return () => runDeadlines(ports);
});
