import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, parse, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions as EsbuildOptions, type Metafile, type Plugin } from "esbuild";
import { contexts as allContexts } from "../functions/registry.ts";
import { didYouMean } from "../shared/command-line/did-you-mean.ts";
import { exitWrongWords, optionsOrExit } from "../shared/command-line/options-or-exit.ts";
import { type ContextDefinition, everyFact, factsWithNotice } from "../shared/deployment/context.ts";
import {
  functionsOf,
  functionsOfKind,
  noticeTextsOf,
  type StatedFact,
  subscribedFacts,
  subscriptionsByTable,
} from "../shared/deployment/derive.ts";
import type { Lists } from "../shared/deployment/lists.ts";
import { required } from "../shared/kernel/invariant.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Folder with one folder per bundle. */
export const bundleRoot = resolve(root, "dist/functions");
/** Options of a build. */
export interface BuildOptions {
  readonly contexts?: readonly ContextDefinition[];
  /** Names of bundles to build; all when absent. */
  readonly only?: readonly string[];
  /** Module that replaces `functions/registry.ts` in bundles, to try a context before it is listed there. */
  readonly registry?: string;
  /** Output folder for one folder per bundle; `metafile.json` is written next to it. `dist/functions` when absent. */
  readonly folder?: string;
}

/** A built bundle and its size in bytes, minified: what a cold start reads, without what is loaded on first use. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number;
}

/** Handlers that belong to no context: the relay of streamed tables, and the replay of failure queues. */
const sharedHandlers = { relay: "shared/streams/relay.handler.ts", replay: "shared/streams/replay.handler.ts" };

/** What is listed beside the bundle of each of them, of all contexts. */
function listsOf(contexts: readonly ContextDefinition[]): Readonly<Record<keyof typeof sharedHandlers, Partial<Lists>>> {
  return {
    relay: { "subscriptions.json": subscriptionsByTable(contexts) },
    replay: { "jobs.json": functionsOfKind(contexts, "job").map(({ id }) => id) },
  };
}

/**
 * Modules that handlers import on first use. Each is built as a separate file and copied next to every bundle that imports it: inside the
 * bundle, every cold start would read and compile it.
 */
const loadedOnFirstUse = [
  "shared/store/object-client.ts",
  "shared/store/key-client.ts",
  "shared/store/signer-client.ts",
  "shared/imports/csv-file.ts",
  "shared/sheets/read-sheet.ts",
  "shared/sheets/write-sheet.ts",
];

/** Handlers by bundle name, as paths below the project's root. */
function handlersOf(contexts: readonly ContextDefinition[]): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(functionsOf(contexts).map(({ id, definition }) => [id, definition.handler])), ...sharedHandlers };
}

/** Bundles every function in one run to `<name>/index.mjs` in the folder. Throws with the names of missing handlers. */
export async function buildBundles({
  contexts = allContexts,
  only,
  registry,
  folder = bundleRoot,
}: BuildOptions = {}): Promise<readonly Bundle[]> {
  const entries = Object.entries(handlersOf(contexts)).filter(([name]) => !only || only.includes(name));
  const unknown = only?.filter((name) => !entries.some(([known]) => known === name)) ?? [];
  if (unknown.length > 0) throw new Error(`no function is named ${unknown.join(", ")}`);
  const missing = entries.filter(([, entry]) => !existsSync(resolve(root, entry)));
  if (missing.length > 0)
    throw new Error(`handlers that do not exist:\n${missing.map(([name, entry]) => `  ${name}: ${entry}`).join("\n")}`);

  if (!only) rmSync(folder, { recursive: true, force: true });
  const apart = loadedOnFirstUse.map((module) => ({ in: resolve(root, module), out: parse(module).name }));
  const { metafile } = await build({
    ...bundleOptions,
    plugins: [...(bundleOptions.plugins ?? []), computedValues(contexts), ...(registry ? [replacedRegistry(registry)] : [])],
    entryPoints: [...entries.map(([name, entry]) => ({ in: resolve(root, entry), out: join(name, "index") })), ...apart],
    outdir: folder,
  });
  const bundles = entries.map(([name]) => ({ name, ...outputAt(metafile, join(folder, name, "index.mjs")) }));
  for (const { name, imports } of bundles) {
    for (const { path } of imports.filter(({ path }) => path.startsWith("./")))
      for (const file of [path, `${path}.map`]) copyFileSync(join(folder, file), join(folder, name, file));
  }
  for (const { out } of apart) for (const file of [`${out}.mjs`, `${out}.mjs.map`]) rmSync(join(folder, file));
  for (const { id, definition } of functionsOf(contexts)) {
    if (only && !only.includes(id)) continue;
    for (const asset of definition.assets ?? []) cpSync(resolve(root, asset), join(folder, id, basename(asset)), { recursive: true });
  }
  for (const [name, lists] of Object.entries(listsOf(contexts))) {
    if (only && !only.includes(name)) continue;
    for (const [file, list] of Object.entries(lists)) writeFileSync(join(folder, name, file), JSON.stringify(list));
  }
  writeFileSync(resolve(folder, "../metafile.json"), JSON.stringify(metafile));
  return bundles.map(({ name, bytes }) => ({ name, bytes }));
}

function outputAt({ outputs }: Metafile, path: string): Metafile["outputs"][string] {
  return required(outputs[relative(root, path)], `output at ${path}`);
}

/** Resolves modules loaded on first use to the files next to the bundle. */
const firstUse: Plugin = {
  name: "first-use",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      const isApart = kind === "dynamic-import" && loadedOnFirstUse.some((module) => resolve(root, module) === resolve(resolveDir, path));
      return isApart ? { path: `./${parse(path).name}.mjs`, external: true } : undefined;
    });
  },
};

/** Keeps only name and version of bundled package.json files, which packages read for their version. */
const versionsOnly: Plugin = {
  name: "versions-only",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*[\\/]package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, "utf8"));
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
  },
};

/**
 * The clients' operation tables use constants as keys (`[_h]: …`), which esbuild must treat as side effects, so that every operation of a
 * service stays in the bundle. With the constants inlined, unused operations are dropped.
 */
const operationTables: Plugin = {
  name: "operation-tables",
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/].*[\\/]schemas_0\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const texts = new Map([...source.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]));
      return { contents: source.replace(/\[(_\w+)\]:/g, (key, name) => (texts.has(name) ? `${texts.get(name)}:` : key)), loader: "js" };
    });
  },
};

/**
 * Writes into bundles what is computed from all contexts, so that these stay out: the value of `functions/notices/notice-texts.ts`, and the
 * facts of `functions/subscribed-facts.ts` as imports of the contracts that declare them.
 */
function computedValues(contexts: readonly ContextDefinition[]): Plugin {
  return {
    name: "computed-values",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]functions[\\/]notices[\\/]notice-texts\.ts$/ }, () => ({
        contents: `export const noticeTexts = ${JSON.stringify(noticeTextsOf(contexts))};`,
      }));
      onLoad({ filter: /[\\/]functions[\\/]subscribed-facts\.ts$/ }, ({ path }) => ({
        contents: factImports(contexts),
        resolveDir: dirname(path),
      }));
    },
  };
}

/** Source of the facts by kind: each context's `<name>Facts` of its contract, by the names that it gives them. */
function factImports(contexts: readonly ContextDefinition[]): string {
  const kinds = ([everyFact, factsWithNotice] as const).map((facts) => [facts, subscribedFacts({ facts }, contexts)] as const);
  const stating = contexts.filter((context) => kinds.some(([, facts]) => facts.some((fact) => fact.context === context)));
  const schemaOf = ({ context, schema }: StatedFact): string => {
    const [name] = required(
      Object.entries(context.facts).find(([, each]) => each === schema),
      `name of ${schema.factType}`,
    );
    return `${context.name}Facts.${name}`;
  };
  return [
    ...stating.map((context) => `import { ${context.name}Facts } from "../${folderOf(context)}/contract.ts";`),
    `export const factsByKind = {${kinds.map(([kind, facts]) => `${JSON.stringify(kind)}:[${facts.map(schemaOf).join()}]`).join()}};`,
  ].join("\n");
}

/** The folder of a context below the project's root, as the paths of its handlers tell. */
function folderOf({ name, functions }: ContextDefinition): string {
  const [{ handler = "" } = {}] = Object.values(functions);
  return handler.slice(0, handler.indexOf(`/${name}/`) + name.length + 1);
}

/** A description of a schema; texts of it may span lines. */
const description = /\.describe\(\s*(?:"(?:[^"\\\n]|\\.)*"|`[^`$]*`)\s*,?\s*\)/g;

/**
 * A constant of a module that is made by calls or of members of others, as the formatter lays it out: it ends with the line before the next
 * one that begins a statement or a comment.
 */
const madeConstant =
  /^((?:export )?const \w+(?:: [^=\n]+)? =)(\s(?!await\b)(?:[^;]|;(?!\n))*?(?:\(|\w<|\.{3}|[A-Za-z]\.[A-Za-z])[\s\S]*?);$(?=\n*(?:\n(?:\/|[a-z])|$(?![\s\S])))/gm;

/** Members that a module takes from a constant of another, in one line. */
const membersTaken = /^const \{ ([\w:, "-]+) \} = ([\w.]+);$/gm;

/**
 * Leaves out of bundles what declares and is not used. Descriptions of schemas are for the readers of the API's description, which is made
 * from the sources. Schemas, endpoints, facts, lifecycles, problems and functions of others are made by calls, which esbuild keeps unless it
 * is told that they do nothing else. The lines stay, so that a fault's frames name the right ones.
 */
const declarations: Plugin = {
  name: "declarations",
  setup({ onLoad }) {
    const named = "(?:contract|shapes|schemas|fields|vocabulary|terms|rules|lifecycles?|problems|deployment)[\\w-]*";
    // Tables of data and what is read from them.
    const tables = "shared[\\\\/](?:permits|carbon|valuation)[\\\\/][\\w-]+";
    const files = new RegExp(`[\\\\/](?:(?:functions|shared)[\\\\/].*[\\\\/]${named}|${tables})\\.ts$`);
    onLoad({ filter: files }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replace(description, (text) => "\n".repeat(text.split("\n").length - 1))
        .replace(madeConstant, (_, name: string, value: string) => `${name} /* @__PURE__ */ (() => (${value}))();`)
        .replace(membersTaken, (_, members: string, from: string) => eachTaken(members, from)),
      loader: "ts",
    }));
  },
};

/** A constant for each member, so that each stays out where it is not used. */
function eachTaken(members: string, from: string): string {
  const taken = members.split(", ").map((member) => {
    const [key = member, name = key] = member.split(": ");
    return `const ${name} = /* @__PURE__ */ (() => ${from}[${key.startsWith('"') ? key : JSON.stringify(key)}])();`;
  });
  return taken.join(" ");
}

/** Leaves the notices of contexts out of bundles: those who read them have them computed. */
const withoutNotices: Plugin = {
  name: "without-notices",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]functions[\\/][\w-]+[\\/]notices\.ts$/ }, ({ path }) => {
      const name = required(/export const (\w+)/.exec(readFileSync(path, "utf8"))?.[1], `notices in ${path}`);
      return { contents: `export const ${name} = { texts: {} };`, loader: "ts" };
    });
  },
};

/** Replaces the registry for every module except the replacement itself. */
function replacedRegistry(registry: string): Plugin {
  const replacement = resolve(root, registry);
  return {
    name: "replaced-registry",
    setup({ onResolve }) {
      onResolve({ filter: /\/registry\.ts$/ }, ({ path, importer, resolveDir }) => {
        const isOriginal = resolve(resolveDir, path) === resolve(root, "functions/registry.ts");
        return isOriginal && importer !== replacement ? { path: replacement } : undefined;
      });
    },
  };
}

/** Options of every bundle; benches use them for their baselines too. */
export const bundleOptions: EsbuildOptions & { readonly metafile: true } = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: true,
  // Beside the bundle and not named in it: only a fault reads the map (shared/runtime/frames.ts), so no start pays for it.
  sourcemap: "external",
  sourcesContent: false,
  format: "esm",
  platform: "node",
  target: "node24",
  outExtension: { ".js": ".mjs" },
  // The AWS clients are smaller as ECMAScript modules, which platform node does not prefer by default.
  mainFields: ["module", "main"],
  alias: { "@aws-sdk/credential-provider-node": resolve(root, "infra/function-credentials.ts") },
  // Chinese texts take three bytes a character instead of six.
  charset: "utf8",
  plugins: [versionsOnly, operationTables, firstUse, declarations, withoutNotices],
  legalComments: "none",
  logLevel: "warning",
  // CommonJS dependencies load built-in modules with require.
  banner: { js: 'import{createRequire as r}from"node:module";const require=r(import.meta.url);' },
};

const usage = `npm run build -- [FUNCTION ...]
Bundles the functions with these names, or all of them, into dist/functions, and prints the size of each.`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { positionals: only } = optionsOrExit(usage, {}, { words: Number.POSITIVE_INFINITY });
  const names = Object.keys(handlersOf(allContexts));
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) exitWrongWords(`no function is named ${unknown}${didYouMean(unknown, names)}`);
  for (const { name, bytes } of await buildBundles(only.length > 0 ? { only } : {})) {
    console.log(`${name.padEnd(22)} ${(bytes / 1000).toFixed(0).padStart(5)} kB`);
  }
}
