import { runCommandLine } from "./commands/command-line.ts";
import { commands } from "./commands/table.ts";

process.exitCode = await runCommandLine(commands, process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
