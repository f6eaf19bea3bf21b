import type { ContextPlay } from "../../support/play.ts";
import { allowancesPlay } from "./carbon/allowances.ts";
import { controlPlansPlay } from "./carbon/control-plans.ts";
import { monthsPlay } from "./carbon/months.ts";
import { registerPlay } from "./carbon/register.ts";
import { decisionsPlay, reportsPlay } from "./carbon/reports.ts";
import { sheetsPlay } from "./carbon/sheets.ts";
import { surrenderPlay } from "./carbon/surrender.ts";
import { verificationPlay } from "./carbon/verification.ts";

const parts = [
  registerPlay,
  controlPlansPlay,
  monthsPlay,
  reportsPlay,
  verificationPlay,
  decisionsPlay,
  allowancesPlay,
  surrenderPlay,
  sheetsPlay,
];

/** Carbon from the register to surrender, in the order in which it happens. */
export const play: ContextPlay["play"] = async (scene) => {
  for (const part of parts) await part(scene);
};
