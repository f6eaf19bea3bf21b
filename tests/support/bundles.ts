import { join } from "node:path";
import { type Bundle, buildBundles } from "../../infra/build.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The deployed bundles. */
export interface BuiltBundles {
  /** Folder with one folder per bundle. */
  readonly folder: string;
  readonly bundles: readonly Bundle[];
}

let shared: Promise<BuiltBundles> | undefined;

/** Bundles of all functions, built once for all test files of this process and removed with it. */
export function builtBundles(): Promise<BuiltBundles> {
  shared ??= build();
  return shared;
}

async function build(): Promise<BuiltBundles> {
  const root = temporaryFolder("bundles");
  const folder = join(root, "functions");
  return { folder, bundles: await buildBundles({ folder }) };
}
