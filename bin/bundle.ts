import { build } from "esbuild";

/**
 * Bundles the command line into one file that runs on Node 20 and newer without anything installed: what `npm pack ./bin` packs. Nobody who
 * verifies a book has to install the exchange, its cloud libraries or a TypeScript compiler.
 */
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ["ecovalue.ts"],
  outfile: "dist/ecovalue.js",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
  banner: { js: "#!/usr/bin/env node" },
});
