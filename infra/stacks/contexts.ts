import type { ContextDefinition } from "./context.ts";
import { auctions } from "./contexts/auctions.ts";
import { cash } from "./contexts/cash.ts";
import { documentation } from "./contexts/documentation.ts";
import { notices } from "./contexts/notices.ts";
import { parties } from "./contexts/parties.ts";
import { permits } from "./contexts/permits.ts";
import { records } from "./contexts/records.ts";

/** Every context that is deployed. */
export const contexts: readonly ContextDefinition[] = [parties, permits, cash, auctions, notices, records, documentation];
