import { WrongSettings } from "./setting.ts";

/** Settings of this process for a target. If any are wrong, ends the process with a sentence for each, and no stack trace. */
export function settingsOrExit<Values>(target: string, read: (environment: NodeJS.ProcessEnv) => Values): Values {
  try {
    return read(process.env);
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    const heading = `The settings of the target "${target}" are missing or wrong; docs/settings.md describes them all:`;
    console.error([heading, ...error.sentences.map((sentence) => `  ${sentence}`)].join("\n"));
    process.exit(1);
  }
}
