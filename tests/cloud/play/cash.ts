import { randomUUID } from "node:crypto";
import { type ContextPlay, firms } from "../../support/play.ts";

/** Bank lines in and out. */
export const play: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  for (const persona of firms) await scene.receive(persona, persona === "cement" ? "3700.00" : "100000.00");
  const line = { partyId: scene.party("mill"), amount: "1.00", bankReference: "LINE-OUT" };
  const payOut = (body: object) => ({ as: "operator", method: "POST", path: "/cash/pay-outs", body }) as const;
  await ask(payOut(line));
  await refused("duplicate-bank-line", payOut({ ...line, amount: "2.00" }));
  await refused("cash-not-available", payOut({ ...line, amount: "99999999.00", bankReference: "LINE-OUT-2" }));
  await scene.requests(() => payOut({ ...line, bankReference: `WAITS-${randomUUID()}` }));
  const toBureau = { ...line, partyId: scene.party("bureau"), bankReference: "LINE-3" };
  await refused("not-a-cash-member", { as: "operator", method: "POST", path: "/cash/receipts", body: toBureau });
  await ask({ as: "mill", method: "GET", path: "/cash/own" });
  await refused("role-not-allowed", { as: "bureau", method: "GET", path: "/cash/own" });
  await scene.reads(`/cash/members/${scene.party("mill")}`, "/cash/members/nobody", "not-found", "operator");
  await scene.reads("/cash/bookings", `/cash/bookings?partyId=${scene.party("steel")}`, "not-found", "mill");
};

/** Pays out proceeds that were swept to the main account. */
export const afterwards: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  const payOut = (house: string, amount: string) =>
    ({
      as: "operator",
      method: "POST",
      path: `/cash/houses/${house}/pay-outs`,
      body: { amount, bankReference: `HOUSE-${house}` },
    }) as const;
  await scene.reads("/cash/houses/treasury", "/cash/houses/nowhere", "validation-failed", "operator");
  await ask(payOut("treasury", "1.00"));
  await refused("cash-not-available", payOut("exchange", "99999999.00"));
};
