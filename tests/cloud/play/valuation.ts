import { type ContextPlay, day, document, type Scene } from "../../support/play.ts";
import { baselinePlay } from "./valuation/baseline.ts";
import { indexPlay } from "./valuation/index.ts";
import { valuesAfterwards, valuesPlay } from "./valuation/values.ts";

/** Prices of a market are booked, corrected and imported, and everybody reads their average; then the other parts play theirs. */
export const play: ContextPlay["play"] = async (scene) => {
  await bookPrices(scene);
  await importPrices(scene);
  await readPrices(scene);
  await baselinePlay(scene);
  await indexPlay(scene);
  await valuesPlay(scene);
};

/** What months do to values. */
export const afterwards: ContextPlay["play"] = valuesAfterwards;

const figures = { volumeTonnes: "100", priceCny: "60.5", ...document };

/** A day so many days ago. */
function ago(scene: Scene, days: number): string {
  return scene.at(-days * day).slice(0, "2026-02-27".length);
}

async function bookPrices(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const booking = (days: number) => {
    const body = { market: "national", date: ago(scene, days), source: "exchange", ...figures };
    return { as: "operator", method: "POST", path: "/valuation/prices", body } as const;
  };
  await scene.requests(() => booking(2));
  await ask(booking(3));
  await refused("price-booked", booking(3));
  const path = `/valuation/prices/national/days/${ago(scene, 3)}/sources/exchange/corrections`;
  const correction = {
    as: "operator",
    method: "POST",
    path,
    body: { ...figures, priceCny: "61", corrects: 1, reason: "misprint" },
  } as const;
  await ask(correction);
  await refused("price-changed", correction);
}

async function importPrices(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const lines = ["market,date,volumeTonnes,priceCny,source", `hubei,${ago(scene, 3)},10,41.2,exchange`];
  const body = { file: Buffer.from(lines.join("\n")).toString("base64"), ...document };
  const file = { as: "operator", method: "POST", path: "/valuation/price-imports", body } as const;
  const { importId } = await ask(file);
  await refused("price-file-imported", file);
  await scene.stage.untilIdle();
  const address = `/valuation/price-imports/${String(importId)}`;
  await scene.reads(address, "/valuation/price-imports/none", "not-found", "operator");
  const { state } = await ask({ as: "bureau", method: "GET", path: address });
  if (state !== "booked") throw new Error(`the file of prices is ${String(state)}`);
}

async function readPrices(scene: Scene): Promise<void> {
  const [prices, date] = ["/valuation/prices/hubei", ago(scene, 3)];
  await scene.reads(prices, `${prices}?from=${ago(scene, 2)}&until=${date}`, "days-reversed");
  await scene.reads(`${prices}/days/${date}`, `${prices}/days/today`, "validation-failed");
  await scene.reads(`${prices}/averages/${date.slice(0, "2026-02".length)}`, `${prices}/averages/now`, "validation-failed");
  await scene.reads(
    `${prices}/averages-before/${ago(scene, 0)}`,
    "/valuation/prices/nowhere/averages-before/2026-03-01",
    "validation-failed",
  );
}
