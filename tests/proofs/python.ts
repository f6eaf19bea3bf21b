import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An environment with the programs of a requirements file, in a temporary folder. */
export interface PythonEnvironment {
  /** A folder for the proof's own files, which is removed with the environment. */
  readonly folder: string;
  /** Path of one of its programs. */
  program(name: string): string;
}

/** Runs a proof in a fresh environment, which is removed when the proof ends, however it ends. Needs python3 with venv and pip. */
export async function withPython<Result>(
  proof: (environment: PythonEnvironment) => Promise<Result>,
  requirementsFile = "requirements.txt",
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "ecovalue-proof-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const program = (name: string): string => join(folder, "python/bin", name);
  try {
    console.log("Installing what others wrote (pip, pinned versions) …");
    await run("python3", ["-m", "venv", join(folder, "python")]);
    const requirements = join(import.meta.dirname, requirementsFile);
    // Most of what is installed never runs: Python compiles what does.
    await run(program("pip"), ["install", "--quiet", "--no-compile", "--disable-pip-version-check", "--requirement", requirements]);
    return await proof({ folder, program });
  } finally {
    remove();
  }
}

/** How a program is run. */
export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Prints only lines that match; all when absent. */
  readonly shows?: RegExp;
}

/** Runs a program and shows what it prints. Throws when it does not end with 0, with all it printed if only parts were shown. */
export async function run(program: string, words: readonly string[], { environment = {}, shows }: RunOptions = {}): Promise<void> {
  const child = spawn(program, words, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed.push(text);
      const shown =
        shows === undefined
          ? text
          : text
              .split("\n")
              .filter((line) => shows.test(line))
              .join("\n");
      if (shown !== "") process.stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`);
    });
  }
  const code = await ended(child, program);
  if (code !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${code}${shows === undefined ? "" : `:\n${printed.join("")}`}`);
}

async function ended(child: ChildProcess, program: string): Promise<number> {
  try {
    const [code] = await once(child, "close");
    return Number(code ?? 1);
  } catch (error) {
    if (!existsSync(program)) throw new Error(`${program} can't be run: proofs need python3 3.11 or newer with venv and pip`);
    throw error;
  }
}
