import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Log files of a local cloud in which one of these texts stands; none is expected for what only a bidder's receipt shows. */
export function logsThatSay(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder).filter((name) => {
    const log = readFileSync(join(folder, name), "utf8");
    return texts.some((text) => log.includes(text));
  });
}
