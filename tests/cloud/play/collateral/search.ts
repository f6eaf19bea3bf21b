import { equal } from "node:assert/strict";
import { type ContextPlay, organisations, type Scene } from "../../../support/play.ts";
import { registered, stepOf } from "../../../support/play-pledges.ts";

const wrong = "91350200M000000510";

/** The bank and the mill search the register; the bank's certificate is read, listed and checked by the public. */
export const searchPlay: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const [code = ""] = organisations.mill ?? [];
  const asked = { by: "creditCode", value: code };
  for (const as of ["bank", "mill"]) await scene.reads(searchOf(asked), searchOf({ ...asked, value: wrong }), "search-value-invalid", as);
  const ways = [
    { by: "licence", value: `${code}001P` },
    { by: "site", value: scene.site("mill") },
    { by: "name", value: scene.nameOf("mill") },
  ];
  for (const way of ways) for (const as of ["bank", "mill"]) await ask({ as, method: "GET", path: searchOf(way) });
  await askedOfThePast(scene);
  // Whose a code is that has nothing registered is looked up, because it sees who searched for it.
  const { nothingFound } = await ask({ as: "bank", method: "GET", path: searchOf({ ...asked, value: organisations.savings?.[0] ?? "" }) });
  equal(nothingFound, true);
  await refused("search-of-another", { as: "steel", method: "GET", path: searchOf(asked) });
  await certified(scene, asked);
};

/** The bank asks what was registered and free at an instant at which something of the mill's was pledged. */
async function askedOfThePast(scene: Scene): Promise<void> {
  const { ask } = scene.client;
  const pledge = await registered(scene, "bank", "1");
  const at = scene.at(0);
  await ask(stepOf("bank", pledge, "cancellation", { reason: "as agreed" }));
  await scene.stage.untilIdle();
  const { items } = await ask({ as: "bank", method: "GET", path: searchOf({ by: "number", value: pledge.registered.number, at }) });
  const [asset] = items as readonly { readonly free?: { readonly asOf: string } }[];
  equal(asset?.free?.asOf, at);
}

async function certified(scene: Scene, asked: Record<string, string>): Promise<void> {
  const { ask, refused } = scene.client;
  const issue = (body: object) => ({ as: "bank", method: "POST", path: "/collateral/certificates", body }) as const;
  await refused("search-value-invalid", issue({ ...asked, value: wrong }));
  const { number, contentSha256 } = await ask(issue(asked));
  await ask(issue({ by: "number", value: number }));
  await scene.reads(`/collateral/certificates/${number}`, "/collateral/certificates/none", "not-found", "bank");
  await scene.reads("/collateral/certificates", "/collateral/certificates?limit=0", "validation-failed", "bank");
  const check = `/collateral/certificates/${number}/check?contentSha256=`;
  await scene.reads(`${check}${contentSha256}`, `${check}none`, "validation-failed");
}

function searchOf(asked: Record<string, string>): string {
  return `/collateral/search?${new URLSearchParams(asked)}`;
}
