import type { ContextPlay } from "../../support/play.ts";
import { batchesPlay } from "./collateral/batches.ts";
import { changesPlay } from "./collateral/changes.ts";
import { coveragePlay } from "./collateral/coverage.ts";
import { disclosurePlay } from "./collateral/disclosure.ts";
import { enforcementPlay } from "./collateral/enforcement.ts";
import { expiryPlay } from "./collateral/expiry.ts";
import { filingPlay } from "./collateral/filing.ts";
import { freezesPlay } from "./collateral/freezes.ts";
import { incomePlay } from "./collateral/income.ts";
import { pledgesPlay } from "./collateral/pledges.ts";
import { searchPlay } from "./collateral/search.ts";

const parts = [
  pledgesPlay,
  changesPlay,
  filingPlay,
  batchesPlay,
  freezesPlay,
  enforcementPlay,
  coveragePlay,
  disclosurePlay,
  incomePlay,
  searchPlay,
  expiryPlay,
];

/** Collateral from the draft of a pledge to the certificate of a search, in the order in which it happens. */
export const play: ContextPlay["play"] = async (scene) => {
  for (const part of parts) await part(scene);
};
