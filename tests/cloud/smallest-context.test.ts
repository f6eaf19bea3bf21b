import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildBundles } from "../../infra/build.ts";
import { type LocalCloud, startLocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { contexts } from "../fixtures/contexts/registry.ts";
import { type CloudClient, cloudClient } from "../support/cloud-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");

describe("the smallest context, beside those of the product", () => {
  let cloud: LocalCloud;
  let client: CloudClient;
  beforeAll(async () => {
    const folder = temporaryFolder("smallest-context");
    const [bundles, assembly, state] = ["bundles", "assembly", "state"].map((name) => join(folder, name)) as [string, string, string];
    // What a context adds to others comes through the registry alone: its own function, and those that read every context's facts.
    await buildBundles({ contexts, registry: "tests/fixtures/contexts/registry.ts", folder: bundles });
    await synthesize({ contexts, out: assembly, bundleFolder: (bundle) => join(bundles, bundle) });
    cloud = await startLocalCloud({ state, assembly, ...productOptions() });
    client = cloudClient(
      cloud,
      contexts.flatMap(({ endpoints }) => Object.values(endpoints)),
    );
  });
  afterAll(() => cloud?.stop());

  it("is deployed, called, recorded and told of, with an import and an entry in the registry", async () => {
    const operator = { name: "Exchange", creditCode: "12420700MB0000035P", type: "operator", area: "420700", representative: "Wang Min" };
    await client.ask({ as: "operator", method: "POST", path: "/parties", body: operator });
    const mill = { ...operator, name: "Yangtze Paper Mill", creditCode: "91420700MA0000015E", type: "enterprise" };
    const { partyId } = await client.ask({ as: "mill", method: "POST", path: "/parties", body: mill });
    const admission = { admitted: true, reason: "documents checked" };
    await client.ask({ as: "operator", method: "POST", path: `/parties/${partyId}/admission`, body: admission });

    const remark = { as: "mill", method: "POST", path: "/remarks" } as const;
    expect(await client.ask({ ...remark, body: { text: "Clean water is worth it" } })).toMatchObject({ text: "Clean water is worth it" });
    await client.refused("remark-too-loud", { ...remark, body: { text: "LOUD" } });
    await client.ask({ ...remark, body: { text: "绿水青山就是金山银山" } });
    await client.refused("role-not-allowed", { ...remark, as: "operator", body: { text: "no" } });
    await cloud.untilIdle();

    expect(await client.ask({ method: "GET", path: "/remarks" })).toMatchObject({
      items: [{ text: "绿水青山就是金山银山" }, { text: "Clean water is worth it" }],
    });
    expect(await client.ask({ as: "mill", method: "GET", path: "/notices?limit=1" })).toMatchObject({
      items: [{ kind: "remark", text: { en: "You said: 绿水青山就是金山银山" } }],
    });
    expect(await client.ask({ as: "mill", method: "GET", path: "/records/facts?limit=1" })).toMatchObject({
      items: [{ factType: "remark-left", data: { partyId, text: "绿水青山就是金山银山" } }],
    });
    const { denials, grants } = await cloud.gateway.readRights();
    expect([denials, await cloud.failures()]).toEqual([[], {}]);
    const needless = grants.filter(({ functionName, requests }) => functionName === "ecovalue-remarks-api" && requests === 0);
    // Lambda writes the log on the function's behalf.
    expect(needless.filter(({ action }) => !action.startsWith("logs:"))).toEqual([]);
    expect(grants.some(({ functionName, requests }) => functionName === "ecovalue-remarks-api" && requests > 0)).toBe(true);
  });
});

describe("docs/add-a-context.md", () => {
  const page = readFileSync(join(root, "docs/add-a-context.md"), "utf8");
  const blocks = [...page.matchAll(/```(?:ts|md) (functions\/remarks\/\S+)\n([\s\S]*?)```/g)].map(([, file = "", code = ""]) => ({
    file,
    code,
  }));

  it("shows every file of the smallest context as it is", () => {
    const shown = blocks.map(({ file }) => file.replace("functions/", "tests/fixtures/contexts/"));
    for (const { file, code } of blocks) {
      const fixture = readFileSync(join(root, file.replace("functions/", "tests/fixtures/contexts/")), "utf8");
      const moved = fixture
        .replaceAll("../../../../shared/", "../../shared/")
        .replaceAll("tests/fixtures/contexts/remarks", "functions/remarks");
      expect(code, file).toBe(moved);
    }
    expect(shown.map((file) => file.split("/").at(-1)).sort()).toEqual(
      [
        "README.md",
        "api.handler.ts",
        "api.ts",
        "contract.ts",
        "deployment.ts",
        "notices.ts",
        "problems.ts",
        "remarks.ts",
        "store.ts",
      ].sort(),
    );
  });
});
