import { exitWrongWords, optionsOrExit } from "../../../shared/command-line/options-or-exit.ts";
import { runOrExit } from "../../../shared/command-line/run-or-exit.ts";
import { type FoundLocalCloud, findLocalCloud, NoLocalCloud } from "../../local-cloud/find-local-cloud.ts";
import { defaultState } from "../state.ts";

/** A command on the running local cloud. */
export interface CloudCommand {
  /** Text printed for `--help`. */
  readonly usage: string;
  /** Text printed when there are no arguments; absent if the command runs without any. */
  readonly withoutWords?: string;
  /** What is wrong with the arguments, in a sentence; undefined if nothing is. */
  readonly wrongWords: (words: readonly string[]) => string | undefined;
  /** Returns the text to print. */
  readonly run: (cloud: FoundLocalCloud, words: readonly string[]) => Promise<string>;
}

/**
 * Runs a command on the local cloud of `--state`, or of `ECOVALUE_STATE`, or of `.local`, and ends the process: 0, 2 for wrong words, or 1,
 * with a sentence on stderr.
 */
export async function runCloudCommand({ usage, withoutWords, wrongWords, run }: CloudCommand): Promise<void> {
  const state = { type: "string", default: defaultState } as const;
  const { values, positionals } = optionsOrExit(usage, { state }, { words: Number.POSITIVE_INFINITY });
  if (withoutWords !== undefined && positionals.length === 0) return console.log(withoutWords);
  const wrong = wrongWords(positionals);
  if (wrong !== undefined) exitWrongWords(wrong);
  await runOrExit(async () => {
    try {
      console.log(await run(findLocalCloud(values.state), positionals));
    } catch (error) {
      throw error instanceof NoLocalCloud ? new Error(`${error.message}; start it with: npm start`) : error;
    }
  });
}
