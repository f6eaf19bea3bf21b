import { scheduledJob } from "../../shared/streams/scheduled-job.ts";
import { defaultAwards } from "./end-auctions.ts";
import { deployedSettlement } from "./settlement-wiring.ts";

const ports = deployedSettlement();

/** Every minute: defaults the awards whose time to pay has passed. */
export const handler = scheduledJob(() => defaultAwards(ports));
