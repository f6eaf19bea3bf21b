import { createHash } from "node:crypto";
import { type Dirent, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Inputs of an assembly below the project's root. The second lock file lists what is actually installed. */
const sources = [
  "{functions,shared,infra}/**/*",
  "docs/**/*.json",
  "{package,package-lock,tsconfig,cdk}.json",
  "node_modules/.package-lock.json",
];

/** A cached assembly and its inputs. */
export interface KeptAssembly {
  /** The project's root. */
  readonly root: string;
  /** Folder of the assembly; its digest is the file of the same name with `.digest`. */
  readonly folder: string;
  /** Settings it is synthesized with. */
  readonly settings: object;
  /** Version of Node that makes it; that of this process when absent. */
  readonly node?: string;
  /** Writes the assembly to the folder. */
  readonly synthesize: () => Promise<void>;
}

/**
 * Synthesizes the assembly unless the one in the folder has the same inputs: sources, installed packages, settings and Node's version. The
 * digest is written last and removed first, so that the output of a killed or failed synthesis is never reused; nor is a folder with a
 * missing or resized file, or one with sources that changed during synthesis. Returns the folder.
 */
export async function keptAssembly({ root, folder, settings, node = process.version, synthesize }: KeptAssembly): Promise<string> {
  const file = `${folder}.digest`;
  const made = (): string => sourcesDigest(root, { node, settings });
  const before = made();
  if (existsSync(file) && readFileSync(file, "utf8") === `${before} ${outputDigest(folder)}`) return folder;
  rmSync(file, { force: true });
  await synthesize();
  if (made() !== before) return folder;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, `${before} ${outputDigest(folder)}`);
  renameSync(`${file}.next`, file);
  return folder;
}

/** Digest of the contents of all sources, and of the other inputs. */
function sourcesDigest(root: string, others: object): string {
  const hash = createHash("sha256").update(JSON.stringify(others));
  for (const path of filesIn(root, sources)) {
    const content = readFileSync(join(root, path));
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** Digest of the names and sizes of everything in a folder. */
function outputDigest(folder: string): string {
  const files = filesIn(folder, ["**/*"]).map((path) => `${path} ${statSync(join(folder, path)).size}`);
  return createHash("sha256").update(files.join("\n")).digest("hex");
}

/** Whether it is a folder that version control is told to leave alone, as state folders are. */
function ignoresItself(entry: Dirent): boolean {
  return entry.isDirectory() && existsSync(join(entry.parentPath, entry.name, ".gitignore"));
}

function filesIn(folder: string, patterns: readonly string[]): readonly string[] {
  return globSync(patterns, { cwd: folder, withFileTypes: true, exclude: ignoresItself })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
