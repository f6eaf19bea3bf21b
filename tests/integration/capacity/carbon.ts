import { capacityOfParts } from "../../support/capacity.ts";
import { allowancesCapacity } from "./carbon/allowances.ts";
import { controlPlansCapacity } from "./carbon/control-plans.ts";
import { monthsCapacity } from "./carbon/months.ts";
import { registerCapacity } from "./carbon/register.ts";
import { decisionsCapacity, reopeningCapacity, reportsCapacity } from "./carbon/reports.ts";
import { sheetsCapacity } from "./carbon/sheets.ts";
import { surrenderCapacity } from "./carbon/surrender.ts";
import { verificationCapacity } from "./carbon/verification.ts";

const parts = [
  registerCapacity,
  controlPlansCapacity,
  monthsCapacity,
  reportsCapacity,
  verificationCapacity,
  decisionsCapacity,
  allowancesCapacity,
  surrenderCapacity,
  sheetsCapacity,
  reopeningCapacity,
];

/** The commands of carbon, in the order in which they happen; a part finds what the parts before it made. */
export const capacity = capacityOfParts(parts);
