import { clearCommand } from "./clear.ts";
import type { Command } from "./command.ts";
import { depositCommand } from "./deposit.ts";
import { feeCommand } from "./fee.ts";
import { verifyCommand } from "./verify/verify.ts";

/** All commands that read a JSON document from FILE; a new command is a row here. */
export const commands: readonly Command[] = [clearCommand, feeCommand, depositCommand, verifyCommand];
