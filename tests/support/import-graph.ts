import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { build } from "esbuild";

/** An import between project files, types included; paths from the project's root. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const root = join(import.meta.dirname, "../..");
/** Name of the file that imports all others, where they are bundled. */
const entry = "all-files.js";
const importPattern = /(?:^|\n)\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|(?:^|\n)\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/g;

/** Source files below the given folders. */
export function sourceFiles(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root })).sort();
}

/** Every import between files, and every package they import, read from the source text: types as well as values. */
export function importsOf(files: readonly string[]): { readonly ours: readonly Import[]; readonly packages: readonly Import[] } {
  const ours: Import[] = [];
  const packages: Import[] = [];
  for (const from of files) {
    for (const match of readFileSync(join(root, from), "utf8").matchAll(importPattern)) {
      const specifier = match[1] ?? match[2] ?? match[3] ?? "";
      if (specifier.startsWith(".")) ours.push({ from, to: normalize(join(dirname(from), specifier)) });
      else packages.push({ from, to: specifier });
    }
  }
  return { ours, packages };
}

/** The value imports as a bundler resolves them, to check the text reader. */
export async function bundledImportsOf(files: readonly string[]): Promise<readonly Import[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    // One bundle of all: a bundle for each would be written hundreds of times over.
    stdin: { contents: files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join("\n"), resolveDir: root, sourcefile: entry },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const inputs = Object.entries(metafile.inputs).filter(([from]) => from !== entry);
  return inputs.flatMap(([from, { imports }]) => imports.filter(({ external }) => !external).map(({ path }) => ({ from, to: path })));
}
