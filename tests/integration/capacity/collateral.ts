import { capacityOfParts } from "../../support/capacity.ts";
import { batchesCapacity } from "./collateral/batches.ts";
import { changesCapacity } from "./collateral/changes.ts";
import { coverageCapacity } from "./collateral/coverage.ts";
import { disclosureCapacity } from "./collateral/disclosure.ts";
import { enforcementCapacity } from "./collateral/enforcement.ts";
import { filingCapacity } from "./collateral/filing.ts";
import { freezesCapacity } from "./collateral/freezes.ts";
import { incomeCapacity } from "./collateral/income.ts";
import { pledgesCapacity } from "./collateral/pledges.ts";
import { searchCapacity } from "./collateral/search.ts";

const parts = [
  pledgesCapacity,
  changesCapacity,
  filingCapacity,
  batchesCapacity,
  freezesCapacity,
  enforcementCapacity,
  coverageCapacity,
  disclosureCapacity,
  incomeCapacity,
  searchCapacity,
];

/** The commands of collateral, in the order in which they happen; a part finds what the parts before it made. */
export const capacity = capacityOfParts(parts);
