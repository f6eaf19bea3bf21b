import type { ContextPlay } from "../../support/play.ts";
import { differencesPlay } from "./records/differences.ts";
import { evidenceAfterwards, evidencePlay } from "./records/evidence.ts";
import { exportsPlay } from "./records/exports.ts";
import { holdingsPlay } from "./records/holdings.ts";
import { pedigreePlay } from "./records/pedigree.ts";
import { reportsPlay } from "./records/reports.ts";
import { sealingAfterwards, sealingPlay } from "./records/sealing.ts";
import { statementsPlay } from "./records/statements.ts";
import { statisticsPlay } from "./records/statistics.ts";
import { tradesPlay } from "./records/trades.ts";

const parts = [
  statementsPlay,
  tradesPlay,
  differencesPlay,
  pedigreePlay,
  holdingsPlay,
  sealingPlay,
  exportsPlay,
  evidencePlay,
  statisticsPlay,
  reportsPlay,
];

/** Records from facts to the reports of the market. */
export const play: ContextPlay["play"] = async (scene) => {
  for (const part of parts) await part(scene);
};

/** What can only be seen once days have passed. */
export const afterwards: ContextPlay["play"] = async (scene) => {
  await sealingAfterwards(scene);
  await evidenceAfterwards(scene);
};
