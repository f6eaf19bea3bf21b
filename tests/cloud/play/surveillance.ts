import type { ContextPlay } from "../../support/play.ts";

/** The bureau reviews what stood out in the sales, and looks at what the operator did. */
export const play: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  await scene.stage.untilIdle();
  await scene.reads("/surveillance/auctions", "/surveillance/auctions?pollutant=SO2", "market-incomplete", "bureau");
  const { items } = await ask({ as: "bureau", method: "GET", path: "/surveillance/items?state=open" });
  // The bids of the sale that cleared lay close together.
  const [item] = items as readonly { readonly itemId: string; readonly auctionId: string }[];
  if (!item) throw new Error("nothing stood out in the sales");
  const { itemId, auctionId } = item;
  await scene.reads(`/surveillance/auctions/${auctionId}`, "/surveillance/auctions/none", "not-found", "bureau");
  await scene.reads(`/surveillance/items?auctionId=${auctionId}`, "/surveillance/items?limit=0", "validation-failed", "bureau");
  await scene.reads(`/surveillance/items/${itemId}`, "/surveillance/items/none", "not-found", "bureau");
  const step = (what: string, body: object, id = itemId) =>
    ({ as: "bureau", method: "POST", path: `/surveillance/items/${id}/${what}`, body }) as const;
  await refused("not-found", step("notes", { text: "asked" }, "none"));
  await ask(step("notes", { text: "asked for costs" }));
  await refused("assignee-not-of-your-party", step("assignment", { assignee: "persona-mill" }));
  const closing = step("closing", { outcome: "explained", reason: "a public base price" });
  await refused("wrong-state", closing);
  await ask(step("assignment", { assignee: "persona-bureau" }));
  await ask(closing);
  await ask(step("reopening", { reason: "a letter" }));
  await refused("wrong-state", step("reopening", { reason: "once more" }));
  await scene.reads(`/surveillance/items/${itemId}/entries`, "/surveillance/items/none/entries", "not-found", "bureau");
  const acts = "/surveillance/operator-acts";
  await scene.reads(acts, `${acts}?from=2026-03-02T00:00:00Z&before=2026-03-01T00:00:00Z`, "acts-range-inverted", "bureau");
  const month = scene.month(0);
  const counts = "/surveillance/operator-act-counts";
  await scene.reads(`${counts}?from=${month}&until=${month}`, `${counts}?from=2020-01&until=2022-01`, "acts-months-too-many", "bureau");
};
