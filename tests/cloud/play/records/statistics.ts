import { type ContextPlay, minute } from "../../../support/play.ts";

/** Sealed trades are counted, and people read totals, statistics and concentration. */
export const statisticsPlay: ContextPlay["play"] = async (scene) => {
  const { refused } = scene.client;
  // Until what happened so far is sealed and counted.
  await scene.moveOn(12 * minute);
  const year = scene.at(0).slice(0, "2026".length);
  const totals = "/records/trades/totals?pollutant=SO2";
  await scene.reads(totals, "/records/trades/totals?auctionId=a-1", "totals-not-kept", "bureau");
  await refused("instrument-unknown", {
    as: "bureau",
    method: "GET",
    path: "/records/trades/totals?instrument=permit/SO2/ezhou/2098-01/2098-12",
  });
  await scene.reads(`/records/statistics/${year}`, "/records/statistics/2099", "instant-to-come");
  await scene.reads(`/records/statistics/${year}/market?pollutant=SO2`, `/records/statistics/${year}/market`, "market-not-named");
  const month = scene.at(0).slice(0, "2026-03".length);
  const reservePrice = `/records/statistics/${month}/reserve-price`;
  await scene.reads(`${reservePrice}?pollutant=SO2`, reservePrice, "market-not-named", "operator");
  const concentration = `/records/statistics/${year}/concentration?purpose=review&pollutant=SO2`;
  await scene.reads(concentration, `/records/statistics/${year}/concentration?purpose=review`, "market-not-named", "bureau");
  await scene.client.ask({ as: "bureau", method: "GET", path: `${concentration}&investigation=EZ-INV-4` });
};
