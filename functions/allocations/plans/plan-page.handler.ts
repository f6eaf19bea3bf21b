import { messageHandler } from "../../../shared/streams/functions.ts";
import { allocations } from "../deployment.ts";
import { pagePorts } from "../ports.ts";
import { doPlanPage } from "./plan-page.ts";

/** Queue `allocation-pages`: publishes, drops or distributes one page of a plan's lines per message. */
export const handler = messageHandler(allocations.functions["allocations-pages"], (granted) => {
  const ports = pagePorts(granted);
  return (page) => doPlanPage(ports, page);
});
