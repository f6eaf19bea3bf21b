import { readWords, WrongWords } from "../../../shared/kernel/command-words.ts";
import { type FoundLocalCloud, findLocalCloud, NoLocalCloud } from "../../local-cloud/find-local-cloud.ts";
import { defaultState } from "../state.ts";

/** A command on the running local cloud. */
export interface CloudCommand {
  /** Text printed for `--help`. */
  readonly usage: string;
  /** Text printed when there are no arguments; absent if the command runs without any. */
  readonly withoutWords?: string;
  /** What is wrong with the arguments, in a sentence; undefined if nothing is. */
  readonly fault: (words: readonly string[]) => string | undefined;
  /** Returns the text to print. */
  readonly run: (cloud: FoundLocalCloud, words: readonly string[]) => Promise<string>;
}

/**
 * Runs a command on the local cloud of `--state`, or of `ECOVALUE_STATE`, or of `.local`, and ends the process: 0, 2 for wrong words, or 1,
 * with a sentence on stderr.
 */
export async function runCloudCommand({ usage, withoutWords, fault, run }: CloudCommand): Promise<void> {
  try {
    const { values, positionals } = readWords(process.argv.slice(2), {
      state: { type: "string", default: defaultState },
      help: { type: "boolean", short: "h", default: false },
    });
    if (values.help) return console.log(usage);
    if (withoutWords !== undefined && positionals.length === 0) return console.log(withoutWords);
    const wrong = fault(positionals);
    if (wrong !== undefined) throw new WrongWords(wrong);
    console.log(await run(findLocalCloud(values.state), positionals));
  } catch (error) {
    const advice = error instanceof NoLocalCloud ? "; start it with: npm start" : "";
    console.error(error instanceof Error ? `${error.message}${advice}` : error);
    process.exit(error instanceof WrongWords ? 2 : 1);
  }
}
