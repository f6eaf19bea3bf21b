import type { ParseArgsOptionsConfig } from "node:util";
import { readWords } from "../../shared/kernel/command-words.ts";

/**
 * The options that a program was started with. It ends the program as command lines do: `--help` prints the usage (0), anything that is no
 * option of it is described in one sentence on stderr (2).
 */
export function optionsOrExit<const Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  try {
    const help = { help: { type: "boolean", short: "h" } } as const;
    const { values, positionals } = readWords(process.argv.slice(2), { ...options, ...help });
    if (positionals[0] !== undefined) wrongOption(`it takes no words, and ${JSON.stringify(positionals[0])} is one`);
    if ((values as { readonly help?: boolean }).help !== true) return values;
  } catch (error) {
    wrongOption(error instanceof Error ? error.message : String(error));
  }
  console.log(usage);
  process.exit(0);
}

/** Ends the program because of what it was started with. */
export function wrongOption(message: string): never {
  console.error(`${message}; --help shows the options`);
  process.exit(2);
}
