import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** State folder when nothing names another. */
const usualState = ".local";

/** State folder when `--state` names no other: that of `ECOVALUE_STATE`, one variable for all commands of a terminal, or `.local`. */
export const defaultState = process.env.ECOVALUE_STATE || usualState;

/** Port of the API when `--port` names no other: that of `ECOVALUE_PORT`, or 8080. */
export const defaultPort = process.env.ECOVALUE_PORT || "8080";

/** How a command for a running local cloud begins in another terminal: with the variable, unless the state is in the usual folder. */
export function commandPrefix(state: string): string {
  return state === usualState ? "" : `ECOVALUE_STATE=${state} `;
}

/** A folder that can't be a state folder, because it holds things of others; its message is one sentence that says what to do. */
export class ForeignFolder extends Error {
  override readonly name = "ForeignFolder";
}

/**
 * Makes a state folder that ignores itself: whatever is written into it, version control and checks of the sources leave it alone. Throws
 * `ForeignFolder` for one that holds anything but the state of a local cloud, and changes nothing there.
 */
export function makeStateFolder(state: string): void {
  if (existsSync(state) && !isStateFolder(state)) {
    throw new ForeignFolder(
      `${state} holds other things than the state of a local cloud: name a new or an empty folder with --state or ECOVALUE_STATE`,
    );
  }
  mkdirSync(state, { recursive: true, mode: 0o700 });
  if (!existsSync(join(state, ignoreFile))) writeFileSync(join(state, ignoreFile), "*\n", { flag: "wx" });
}

const ignoreFile = ".gitignore";

/** Whether a folder is empty, or a local cloud has run in it. */
function isStateFolder(folder: string): boolean {
  if (!statSync(folder).isDirectory()) return false;
  const names = readdirSync(folder).filter((name) => name !== ignoreFile);
  return names.length === 0 || names.includes("state.json") || names.includes("lock");
}
