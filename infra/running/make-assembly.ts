import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { SynthesisOptions } from "../synthesize.ts";

/** What is passed on to the other process, as JSON. */
type MakeOptions = Pick<SynthesisOptions, "out" | "settings">;

/** Builds and synthesizes in a process that ends: what it loads takes a gigabyte. Its errors are printed; throws when it failed. */
export async function makeAssembly(options: MakeOptions, onStep: (step: string) => void): Promise<void> {
  const child = fork(join(import.meta.dirname, "assembly-process.ts"), [JSON.stringify(options)]);
  child.on("message", (step) => onStep(String(step)));
  const [code, signal] = await once(child, "exit");
  if (code !== 0) throw new AssemblyFailed(`the templates could not be synthesized (${signal ?? `exit code ${code}`})`);
}

/** The assembly could not be made; the reason is printed. */
export class AssemblyFailed extends Error {
  override readonly name = "AssemblyFailed";
}
