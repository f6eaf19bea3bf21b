import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { didYouMean } from "./did-you-mean.ts";

/** Thrown for words of a command line that can't be meant; its message is one sentence for the person who typed them. */
export class WrongWords extends Error {
  override readonly name = "WrongWords";
}

/** Reads the words of a command line; throws `WrongWords` for an unknown option, a missing value or one too many. */
export function readWords<const Options extends ParseArgsOptionsConfig>(words: readonly string[], options: Options) {
  const given = { args: [...words], options, allowPositionals: true } as const;
  const known = Object.keys(options).map((name) => `--${name}`);
  for (const token of parseArgs({ ...given, strict: false, tokens: true }).tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const option = options[name];
    if (option === undefined) throw new WrongWords(`no option ${rawName}${didYouMean(rawName, known)}`);
    const isMissing = value === undefined || value === "" || (!inlineValue && /^-./.test(value));
    if (option.type === "string" && isMissing) throw new WrongWords(`${rawName} needs a value`);
    if (option.type === "boolean" && value !== undefined) throw new WrongWords(`${rawName} takes no value`);
  }
  return parseArgs(given);
}
