import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Log files that contain one of these texts; none may contain what only a bidder's receipt shows. */
export function logsThatSay(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder).filter((name) => {
    const log = readFileSync(join(folder, name), "utf8");
    return texts.some((text) => log.includes(text));
  });
}
