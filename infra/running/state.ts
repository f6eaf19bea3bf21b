import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** State folder when nothing names another. */
const usualState = ".local";

/** State folder when `--state` names no other: that of `ECOVALUE_STATE`, one variable for all commands of a terminal, or `.local`. */
export const defaultState = process.env.ECOVALUE_STATE || usualState;

/** How a command for a running local cloud begins in another terminal: with the variable, unless the state is in the usual folder. */
export function commandPrefix(state: string): string {
  return state === usualState ? "" : `ECOVALUE_STATE=${state} `;
}

/** Makes a state folder that ignores itself: whatever is written into it, version control and checks of the sources leave it alone. */
export function makeStateFolder(state: string): void {
  mkdirSync(state, { recursive: true, mode: 0o700 });
  writeFileSync(join(state, ".gitignore"), "*\n");
}
