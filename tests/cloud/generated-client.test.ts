import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { builtBundles } from "../support/bundles.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const clients = join(root, "tests/clients");
/** Longest time that building and the auction may take where other processes share the processors. */
const mostMilliseconds = 300_000;

/** Runs a program on this Node; throws with what it printed if it fails. */
async function run(program: string, ...words: readonly string[]): Promise<void> {
  // Programs are found beside the sources also where `node_modules` is a link.
  const asLinked = ["--preserve-symlinks", "--preserve-symlinks-main"];
  await promisify(execFile)(process.execPath, [...asLinked, program, ...words], { cwd: clients }).catch((error: { stdout: string }) => {
    throw new Error(error.stdout, { cause: error });
  });
}

describe("a client that openapi-typescript generates from the description of the API", () => {
  let cloud: LocalCloud;
  let compiled: Promise<void>;
  beforeAll(async () => {
    compiled = generateAndCompile();
    compiled.catch(() => {});
    const folder = temporaryFolder("generated-client");
    const { folder: bundles } = await builtBundles();
    const assembly = join(folder, "assembly");
    await synthesize({ out: assembly, bundleFolder: (bundle) => join(bundles, bundle) });
    cloud = await startLocalCloud({ state: join(folder, "state"), assembly, ...productOptions() });
  }, mostMilliseconds);
  afterAll(() => cloud?.stop());

  /** Types of the description, as `npm run generate` of the workspace writes them, and an integrator's program in them. */
  async function generateAndCompile(): Promise<void> {
    const { scripts } = JSON.parse(readFileSync(join(clients, "package.json"), "utf8")) as {
      readonly scripts: { readonly generate: string };
    };
    const [generator = "", ...words] = scripts.generate.split(" ");
    await run(join(clients, "node_modules", generator, "bin/cli.js"), ...words);
    await run(join(root, "node_modules/typescript/bin/tsc"), "--project", ".");
  }

  it("lets an integrator's program compile without casts, and nothing misspelt", async () => {
    await compiled;
  });

  it(
    "holds a whole auction with openapi-fetch over HTTP, and tells problems and the gateway's messages apart",
    async () => {
      // Imported by its path, because it compiles in a project of its own only.
      const program = new URL("../clients/auction.ts", import.meta.url).href;
      const { holdAuction } = (await import(program)) as { holdAuction(exchange: object): Promise<unknown> };
      const seen = await holdAuction({
        apiUrl: cloud.address.apiUrl,
        token: (persona: string) => cloud.token(persona),
        now: () => cloud.now(),
        async moveClock(to: number) {
          await cloud.moveClock(to);
          await cloud.untilIdle();
        },
      });
      expect(seen).toMatchObject({
        bulletin: { outcome: "cleared", sold: "8", clearingPrice: "4300", turnover: "34760.00", bidders: 2 },
        confirmation: { deliveredTonnes: "4", award: { state: "settled", amount: "17560.00" } },
        settled: "settled",
        refusals: ["Unauthorized", "already-member", "off-tick", "cash-not-covered"],
      });
    },
    mostMilliseconds,
  );

  it.each([
    ["GET", "/auction", 404, "no-such-path"],
    ["DELETE", "/auctions", 405, "method-not-allowed"],
    ["GET", "/auctions/none", 404, "not-found"],
  ])("gets a problem document from %s %s: %i %s", async (method, path, status, code) => {
    const answer = await fetch(`${cloud.address.apiUrl}${path}`, { method });
    expect([answer.status, answer.headers.get("content-language")]).toEqual([status, "zh-CN"]);
    expect(await answer.json()).toMatchObject({ type: `/problems/${code}`, status });
  });
});
