import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * Loads what a context adds to a test of all contexts: the module of its name in a folder. Throws with the name of a missing file, what it
 * says and a file to start from.
 */
export async function moduleOf<Module>(folder: string, context: string, adds: string): Promise<Module> {
  const file = `${folder}/${context}.ts`;
  const url = new URL(`../../${file}`, import.meta.url);
  if (!existsSync(url)) throw new Error(`${file} is missing: it says ${adds}, as ${folder}/cash.ts does for its context`);
  return (await import(pathToFileURL(url.pathname).href)) as Module;
}
