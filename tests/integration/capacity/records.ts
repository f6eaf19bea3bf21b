import { capacityOfParts } from "../../support/capacity.ts";
import { evidenceCapacity } from "./records/evidence.ts";
import { exportsCapacity } from "./records/exports.ts";
import { holdingsCapacity } from "./records/holdings.ts";
import { pedigreeCapacity } from "./records/pedigree.ts";
import { reportsCapacity } from "./records/reports.ts";
import { sealingCapacity } from "./records/sealing.ts";
import { statisticsCapacity } from "./records/statistics.ts";
import { tradesCapacity } from "./records/trades.ts";

const parts = [
  tradesCapacity,
  pedigreeCapacity,
  holdingsCapacity,
  sealingCapacity,
  exportsCapacity,
  evidenceCapacity,
  statisticsCapacity,
  reportsCapacity,
];

/** The commands of records. */
export const capacity = capacityOfParts(parts);
