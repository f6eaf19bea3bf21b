import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundledImportsOf, type Import, importsOf, sourceFiles } from "../support/import-graph.ts";

/** What a folder may import besides itself; the first row that fits a file decides. */
const directions: readonly { readonly folder: RegExp; readonly may: readonly RegExp[] }[] = [
  { folder: /^shared\/kernel\//, may: [] },
  { folder: /^shared\/command-line\//, may: [/^shared\/kernel\//] },
  { folder: /^shared\/runtime\//, may: [/^shared\/kernel\//] },
  { folder: /^shared\/store\//, may: [/^shared\/kernel\//] },
  // Deployment data is pure; what a running function makes of it is not.
  { folder: /^shared\/deployment\/deployed\.ts$/, may: [/^shared\/(?:kernel|runtime|store)\//] },
  { folder: /^shared\/deployment\//, may: [/^shared\/kernel\//, /^shared\/approvals\/(?:contract|problems)\.ts$/] },
  { folder: /^shared\/ledger\/deployment\.ts$/, may: [/^shared\/deployment\/(?:context|indexes)\.ts$/] },
  // What the ledger retires is due work as any other.
  { folder: /^shared\/ledger\/retirement\.ts$/, may: [/^shared\/(?:kernel|store)\//, /^shared\/streams\/due-work\.ts$/] },
  {
    folder: /^shared\/(?:approvals|calendar|ledger|members|bank-days)\//,
    may: [/^shared\/(?:kernel|store)\//, /^shared\/deployment\/indexes\.ts$/],
  },
  // Balances as of an instant, of what the records hold of the ledger.
  { folder: /^shared\/statements\//, may: [/^shared\/(?:kernel|store|ledger)\//] },
  { folder: /^shared\/imports\//, may: [/^shared\/(?:kernel|store)\//] },
  // Rows of permits that other contexts read, too.
  {
    folder: /^shared\/permits\/(?:fee-debts|licence-records|licensed-amounts|limit-facts|paid-allocations|reserve-additions|routes)\.ts$/,
    may: [/^shared\/(?:kernel|store|permits)\//, /^shared\/ledger\/block-reference\.ts$/, /^shared\/deployment\/indexes\.ts$/],
  },
  // The form of what is sealed at the close, for all who read it afterwards.
  { folder: /^shared\/auctions\//, may: [/^shared\/kernel\//, /^shared\/members\/vocabulary\.ts$/] },
  // The form of trade records, of their chain and of its heads, for whoever writes, seals, exports or verifies them.
  { folder: /^shared\/records\//, may: [/^shared\/kernel\//, /^shared\/permits\/pools\.ts$/] },
  // Rows about what the operator did, which the replay of failures writes too.
  { folder: /^shared\/supervision\//, may: [/^shared\/(?:kernel|store)\//] },
  // What auctions and collateral read of one another where pledged tonnes are sold.
  { folder: /^shared\/collateral\//, may: [/^shared\/(?:kernel|store)\//] },
  // Which pollutants are priced in which pools.
  { folder: /^shared\/valuation\/asset-items\.ts$/, may: [/^shared\/(?:kernel|carbon)\//, /^shared\/permits\/pools\.ts$/] },
  { folder: /^shared\/(?:permits|carbon|valuation)\//, may: [/^shared\/(?:kernel|ledger|carbon)\//] },
  { folder: /^shared\/sheets\//, may: [/^shared\/(?:kernel|imports)\//] },
  { folder: /^shared\/streams\//, may: [/^shared\/(?:kernel|store|runtime|deployment|supervision)\//] },
  { folder: /^shared\/http\//, may: [/^shared\/(?:kernel|store|runtime|members|deployment|approvals)\//] },
  { folder: /^functions\/registry\.ts$/, may: [/^functions\/[^/]+\/deployment\.ts$/, /^shared\/ledger\/deployment\.ts$/] },
  {
    folder: /^functions\/[^/]+\/deployment\.ts$/,
    may: [
      /^functions\/[^/]+\/contract\.ts$/,
      /^shared\/deployment\/(?:context|grants|indexes)\.ts$/,
      /^shared\/ledger\/(?:contract|indexes)\.ts$/,
    ],
  },
  // Of a part of a context, too.
  {
    folder: /^functions\/[^/]+\/[^/]+\/deployment\.ts$/,
    may: [
      /^functions\/[^/]+\/contract\.ts$/,
      /^shared\/deployment\/(?:context|grants|indexes)\.ts$/,
      /^shared\/ledger\/(?:contract|indexes)\.ts$/,
      /^shared\/valuation\/asset-classes\.ts$/,
    ],
  },
  { folder: /^functions\/auctions\/clearing\//, may: [/^shared\/kernel\//] },
  // One story for all examples, and titles, which the API's description reads and nothing that runs.
  {
    folder: /^functions\/(?:examples|problem-facts|titles)\.ts$/,
    may: [/^functions\/(?:registry|story)\.ts$/, /^functions\/[^/]+\/(?:examples|problem-facts)\.ts$/, /^shared\//],
  },
  {
    folder: /^functions\/(?:story|[^/]+\/(?:[\w-]+\/)?(?:examples|problem-facts))\.ts$/,
    may: [
      /^functions\/story\.ts$/,
      /^functions\/[^/]+\/(?:[\w-]+\/)?(?:contract|examples)\.ts$/,
      /^shared\/(?:carbon|permits|valuation)\//,
      /^shared\/(?:kernel\/|http\/(?:examples|problems|problem-examples)\.ts$)/,
    ],
  },
  // What concerns facts of all contexts reads the list of them where it is deployed; its rules are told.
  {
    folder: /^functions\/(?:notices\/on-fact\.handler|records\/facts\/on-fact\.handler|notices\/notice-texts)\.ts$/,
    may: [/^shared\//, /^functions\/(?:registry|subscribed-facts)\.ts$/],
  },
  {
    folder: /^functions\/subscribed-facts\.ts$/,
    may: [/^functions\/registry\.ts$/, /^shared\/(?:kernel\/|deployment\/(?:context|derive)\.ts$)/],
  },
  { folder: /^functions\/([^/]+)\//, may: [/^shared\//, /^functions\/[^/]+\/contract\.ts$/] },
  // A product of its own: it runs any assembly and knows nothing of this one.
  { folder: /^infra\/local-cloud\//, may: [] },
  {
    folder: /^infra\/description\.ts$/,
    may: [
      /^functions\/(?:registry|examples|problem-facts|titles)\.ts$/,
      /^shared\/(?:kernel|deployment)\//,
      /^shared\/approvals\/contract\.ts$/,
      /^shared\/http\/(?:components|openapi|event-schemas)\.ts$/,
    ],
  },
  // The audit of restored tables reads what the ledger and the contexts have stored.
  {
    folder: /^infra\/restore\//,
    may: [
      /^infra\/(?:settings\/|local-cloud\/values\.ts$)/,
      /^shared\/(?:command-line|kernel|deployment|store|ledger|streams)\//,
      /^functions\/(?:registry|[^/]+\/ledger-claims)\.ts$/,
    ],
  },
  // A check of a deployment opens tables as functions do.
  { folder: /^infra\/check\/check-deployment\.ts$/, may: [/^infra\//, /^shared\/command-line\//, /^shared\/store\/client\.ts$/] },
  // The demonstration publishes the factors that come with the product, and fills in a template by the letters of its columns.
  {
    folder: /^infra\/demo\//,
    may: [/^infra\//, /^shared\/(?:command-line|kernel|carbon)\//, /^shared\/sheets\/column-letters\.ts$/],
  },
  // The archive's table has the columns that the form of records says, and its questions by name.
  {
    folder: /^infra\/stacks\/archive-stack\.ts$/,
    may: [/^infra\//, /^functions\/records\/archive\/(?:columns|queries)\.ts$/],
  },
  // Infrastructure knows what contexts declare, never what they do.
  {
    folder: /^infra\//,
    may: [
      /^infra\//,
      /^functions\/registry\.ts$/,
      /^shared\/(?:command-line|kernel|deployment)\//,
      /^shared\/http\/(?:openapi|event-schemas)\.ts$/,
    ],
  },
  // The command line runs the very rules of the auctions, of use fees, of carbon and of the chain of records on files, and reads the facts of an
  // auction as the auctions state them.
  {
    folder: /^bin\//,
    may: [
      /^functions\/auctions\/(?:clearing\/|bidding\/(?:bid-rules|commitments)\.ts$|closing\/manifest\.ts$|(?:contract|shapes)\.ts$)/,
      /^shared\/ledger\/(?:account|instrument)\.ts$/,
      /^functions\/collateral\/search\/(?:certificate|shapes)\.ts$/,
      /^shared\/permits\/(?:use-fee(?:-problems)?|bid-deposit)\.ts$/,
      /^shared\/(?:auctions|carbon|valuation|records|command-line|kernel)\//,
    ],
  },
];
const files = sourceFiles("shared", "functions", "infra", "bin");
const { ours, packages } = importsOf(files);

function contextOf(file: string): string {
  return /^(?:functions\/[^/]+|shared\/[^/]+|infra\/local-cloud|infra|bin)\//.exec(file)?.[0] ?? file;
}

function show({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

describe("imports go one way", () => {
  it("the test sees the files and imports it should", async () => {
    expect(files.length).toBeGreaterThan(80);
    for (const folder of ["shared/kernel/", "shared/ledger/", "functions/auctions/", "infra/local-cloud/", "bin/"]) {
      expect(
        files.some((file) => file.startsWith(folder)),
        folder,
      ).toBe(true);
    }
    expect(ours.filter(({ to }) => to.endsWith(".ts") && !files.includes(to)).map(show)).toEqual([]);
    const seen = new Set(ours.map(show));
    const bundled = await bundledImportsOf(files);
    expect(bundled.length).toBeGreaterThan(150);
    expect(bundled.filter((each) => each.to.endsWith(".ts") && !seen.has(show(each))).map(show)).toEqual([]);
  });

  it("from contexts to shared code to the kernel, never back, and between contexts through contracts only", () => {
    const forbidden = ours.filter(({ from, to }) => {
      if (contextOf(from) === contextOf(to)) return false;
      const row = directions.find(({ folder }) => folder.test(from));
      return !row?.may.some((pattern) => pattern.test(to));
    });
    expect(forbidden.map(show)).toEqual([]);
  });

  it("clearing imports the kernel and itself only: it is the same function on the command line and in the auction", () => {
    const outside = ours.filter(
      ({ from, to }) => from.startsWith("functions/auctions/clearing/") && !/^(?:functions\/auctions\/clearing|shared\/kernel)\//.test(to),
    );
    expect(outside.map(show)).toEqual([]);
  });

  it("the local cloud names nothing of this product: it runs any assembly", () => {
    const own = files.filter((file) => file.startsWith("infra/local-cloud/"));
    expect(own.length).toBeGreaterThan(50);
    const naming = own.filter((file) =>
      /ecovalue|ezhou|auction|生态价值/i.test(readFileSync(join(import.meta.dirname, "../..", file), "utf8")),
    );
    expect(naming).toEqual([]);
  });

  it("the registry is pure data: reading it loads schemas and nothing that runs", async () => {
    const loaded = new Set((await bundledImportsOf(["functions/registry.ts"])).flatMap(({ from, to }) => [from, to]));
    expect(loaded).toContain("functions/cash/deployment.ts");
    const running = [...loaded].filter((file) => /^shared\/(?:http|streams|runtime)\/|^infra\/|\.handler\.ts$/.test(file));
    expect(running).toEqual([]);
    const libraries = packages.filter(({ from, to }) => loaded.has(from) && to.startsWith("@aws-sdk/"));
    expect(libraries.map(show)).toEqual([]);
  });

  it("contracts promise shapes only: no store, no client, no clock", () => {
    const contracts = ours.filter(({ from }) => /\/contract(?:-[a-z-]+)?\.ts$/.test(from));
    expect(contracts.length).toBeGreaterThan(0);
    const heavy = contracts.filter(
      ({ to }) => /^shared\/(?:store|http|streams|runtime|members\/(?!vocabulary))/.test(to) || to === "shared/kernel/clock.ts",
    );
    expect(heavy.map(show)).toEqual([]);
  });

  it("nothing imports in a circle", () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of ours) next.set(from, [...(next.get(from) ?? []), to]);
    const state = new Map<string, "open" | "done">();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
        return;
      }
      state.set(file, "open");
      for (const each of next.get(file) ?? []) visit(each, [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it("only the kernel's decimal and calendar know the libraries they wrap", () => {
    const wrapped = packages.filter(({ to }) => to === "decimal.js" || to === "temporal-polyfill").map(({ from }) => from);
    expect(new Set(wrapped)).toEqual(new Set(["shared/kernel/decimal.ts", "shared/kernel/calendar.ts"]));
  });
});
