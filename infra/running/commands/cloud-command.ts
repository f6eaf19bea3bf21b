import { parseArgs } from "node:util";
import { type FoundLocalCloud, findLocalCloud, NoLocalCloud } from "../../local-cloud/find-local-cloud.ts";
import { defaultState } from "../state.ts";

/** A command on the running local cloud. */
export interface CloudCommand {
  /** Text printed for `--help` and invalid arguments. */
  readonly usage: string;
  /** Text printed when there are no arguments; absent if the command runs without any. */
  readonly withoutWords?: string;
  /** Whether the arguments are valid. */
  readonly accepts: (words: readonly string[]) => boolean;
  /** Returns the text to print. */
  readonly run: (cloud: FoundLocalCloud, words: readonly string[]) => Promise<string>;
}

/** Runs a command on the local cloud of `--state`, or of `ECOVALUE_STATE`, or of `.local`, and ends the process: 0, or 1 with the reason on stderr. */
export async function runCloudCommand({ usage, withoutWords, accepts, run }: CloudCommand): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { state: { type: "string", default: defaultState }, help: { type: "boolean", short: "h", default: false } },
    });
    if (values.help) return console.log(usage);
    if (withoutWords !== undefined && positionals.length === 0) return console.log(withoutWords);
    if (!accepts(positionals)) throw new Error(usage);
    console.log(await run(findLocalCloud(values.state), positionals));
  } catch (error) {
    const advice = error instanceof NoLocalCloud ? "; start it with: npm start" : "";
    console.error(error instanceof Error ? `${error.message}${advice}` : error);
    process.exit(1);
  }
}
