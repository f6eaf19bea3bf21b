/** Runs a program to its end. What it throws ends it with the sentence on stderr, without a stack trace, and exit code 1. */
export async function runOrExit(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
