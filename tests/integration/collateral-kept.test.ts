import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import rules from "../../functions/collateral/filing/filing-rules.json" with { type: "json" };
import { endOfDay, plusMonths } from "../../shared/kernel/calendar.ts";
import { CollateralWorld } from "../support/collateral-world.ts";

it("a cancelled entry is found for as long as entries are kept, and certified, and no row of it ever expires", async () => {
  const world = await CollateralWorld.open();
  const [bank, other, firm] = [
    await world.bank(),
    await world.bank(),
    await world.pledgor("10", "permit/COD/liangzi-lake/2026-01/2045-12"),
  ];
  const pledge = await world.registered(bank, firm, "6");
  const then = world.later();
  world.later();
  await world.cancelled(bank, pledge);
  await world.recorded(firm);
  world.clock.moveTo(endOfDay(plusMonths("2026-03-02", rules.kept.years * 12)));
  expect(world.clock.now()).toBe("2041-03-02T16:00:00.000Z");
  const { registrationNumber, cancelled } = {
    registrationNumber: pledge.registered.number,
    cancelled: { state: "cancelled", quantity: "0" },
  };
  for (const asked of [
    { by: "number", value: registrationNumber },
    { by: "creditCode", value: firm.creditCode },
  ]) {
    const { body } = await world.search(other, asked);
    expect(body).toMatchObject({ items: [{ registrations: [{ registrationNumber, ...cancelled }] }] });
    const certificate = await world.certify(other, { ...asked, at: then });
    expect(certificate.body).toMatchObject({ assets: [{ slices: [{ quantity: "6" }], registrations: [{ state: "live" }] }] });
  }
  // The store deletes what has a time to live: nothing of a registration has one.
  const { account, instrument } = firm;
  const position = `${account}#${instrument}`;
  const ofPledge = [`pledge#${pledge.pledgeId}`, `pledge-versions#${pledge.pledgeId}`];
  for (const partition of [...ofPledge, `register#${position}`, `book#${position}`, `found#entries#${position}`]) {
    const rows = await world.engine.dynamo.send(
      new QueryCommand({
        TableName: world.engine.tables.Collateral,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: partition } },
      }),
    );
    expect(rows.Items?.length, partition).toBeGreaterThan(0);
    for (const row of rows.Items ?? []) expect(row, partition).not.toHaveProperty("ttl");
  }
});
