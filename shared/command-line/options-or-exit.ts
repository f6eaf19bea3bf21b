import type { ParseArgsOptionsConfig } from "node:util";
import { readWords } from "./words.ts";

/**
 * The options (`values`) and other words (`positionals`) that a program was started with. It ends the program as command lines do: `--help`
 * prints the usage (0); anything that is no option of it, and more words than it takes (none when absent), is answered with one sentence on stderr (2).
 */
export function optionsOrExit<const Options extends ParseArgsOptionsConfig>(
  usage: string,
  options: Options,
  { words: most = 0 }: { readonly words?: number } = {},
) {
  const { values, positionals } = readOrExit({ ...options, help: { type: "boolean", short: "h" } });
  if ((values as { readonly help?: boolean }).help === true) {
    console.log(usage);
    process.exit(0);
  }
  const extra = positionals[most];
  if (extra !== undefined) {
    exitWrongWords(most === 0 ? `it takes no words, and ${JSON.stringify(extra)} is one` : `${JSON.stringify(extra)} is one word too many`);
  }
  return { values, positionals };
}

/** Ends the program because of what it was started with: the sentence on stderr, and exit code 2. */
export function exitWrongWords(sentence: string): never {
  console.error(`${sentence}${sentence.endsWith("?") ? "" : ";"} --help shows the options`);
  process.exit(2);
}

function readOrExit<const Options extends ParseArgsOptionsConfig>(options: Options) {
  try {
    return readWords(process.argv.slice(2), options);
  } catch (error) {
    return exitWrongWords(error instanceof Error ? error.message : String(error));
  }
}
