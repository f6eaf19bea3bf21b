import { exitWrongWords } from "../../shared/command-line/options-or-exit.ts";

/** The parts of a bench that were asked for by name, all of them by default: `npm run bench -- close latency`. Numbers are sizes. */
export function chosenParts<Part>(parts: Readonly<Record<string, Part>>): readonly Part[] {
  const names = process.argv.slice(3).filter((word) => !/^\d+$/.test(word));
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) exitWrongWords(`no part is named ${unknown}; there are ${Object.keys(parts).join(", ")}`);
  return Object.entries(parts).flatMap(([name, part]) => (names.length === 0 || names.includes(name) ? [part] : []));
}
