import { allocateCommand } from "./carbon/allocate.ts";
import { emissionsCommand } from "./carbon/emissions.ts";
import { factorsCommand } from "./carbon/factors.ts";
import { obligationCommand } from "./carbon/obligation.ts";
import { clearCommand } from "./clear.ts";
import type { Command } from "./command.ts";
import { indexCommand } from "./composite-index.ts";
import { depositCommand } from "./deposit.ts";
import { feeCommand } from "./fee.ts";
import { verifyCommand } from "./verify/verify.ts";

/** All commands that read a JSON document from FILE; a new command is a row here. */
export const commands: readonly Command[] = [
  ...[clearCommand, feeCommand, depositCommand],
  ...[emissionsCommand, factorsCommand, allocateCommand, obligationCommand],
  indexCommand,
  verifyCommand,
];
