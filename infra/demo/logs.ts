import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Log files that contain one of these texts; no log may contain values of a bidder's receipt. */
export function logsContaining(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder).filter((name) => {
    const log = readFileSync(join(folder, name), "utf8");
    return texts.some((text) => log.includes(text));
  });
}
