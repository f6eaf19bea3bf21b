import { ledger } from "../shared/ledger/deployment.ts";
import { allocations } from "./allocations/deployment.ts";
import { approvals } from "./approvals/deployment.ts";
import { auctions } from "./auctions/deployment.ts";
import { calendar } from "./calendar/deployment.ts";
import { carbon } from "./carbon/deployment.ts";
import { cash } from "./cash/deployment.ts";
import { collateral } from "./collateral/deployment.ts";
import { compliance } from "./compliance/deployment.ts";
import { documentation } from "./documentation/deployment.ts";
import { licences } from "./licences/deployment.ts";
import { notices } from "./notices/deployment.ts";
import { parties } from "./parties/deployment.ts";
import { permits } from "./permits/deployment.ts";
import { records } from "./records/deployment.ts";
import { surplus } from "./surplus/deployment.ts";
import { surveillance } from "./surveillance/deployment.ts";
import { valuation } from "./valuation/deployment.ts";

/** The contexts of the product: the only list. Infrastructure, records, notices, OpenAPI and tests read it. */
export const contexts = [
  ledger,
  parties,
  calendar,
  permits,
  allocations,
  cash,
  auctions,
  licences,
  surplus,
  carbon,
  valuation,
  collateral,
  compliance,
  approvals,
  notices,
  records,
  surveillance,
  documentation,
] as const;
