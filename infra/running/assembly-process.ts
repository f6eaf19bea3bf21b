import { type SynthesisOptions, synthesize } from "../synthesize.ts";

/**
 * Synthesizes in a process of its own, so that the compiler and the construct library end with it instead of staying in memory. Argument: the
 * options as JSON. It tells its parent each step, and ends with it.
 */
process.on("disconnect", () => process.exit(1));
const options = JSON.parse(process.argv[2] ?? "{}") as SynthesisOptions;
await synthesize({ ...options, onStep: (step) => process.send?.(step) });
process.exit(0);
