import { clearCommand } from "./clear.ts";
import type { Command } from "./command.ts";

/** Every command whose FILE is one JSON document. A new one is a row here. */
export const commands: readonly Command[] = [clearCommand];
