import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import rules from "../../functions/collateral/filing/filing-rules.json" with { type: "json" };
import { endOfDay, plusMonths } from "../../shared/kernel/calendar.ts";
import { openPledgeRegistry, permitName } from "../support/pledge-registry.ts";

it("a cancelled entry is found for as long as entries are kept, and certified, and no row of it ever expires", async () => {
  const registry = await openPledgeRegistry();
  const [bank, other, firm] = [await registry.bank(), await registry.bank(), await registry.firm()];
  const pledge = await registry.pledged(bank, firm, "6");
  const then = registry.later();
  registry.later();
  await registry.cancel(bank, pledge);
  await registry.recorded(firm);
  registry.clock.moveTo(endOfDay(plusMonths("2026-03-02", rules.kept.years * 12)));
  expect(registry.clock.now()).toBe("2041-03-02T16:00:00.000Z");
  const { registrationNumber, cancelled } = {
    registrationNumber: pledge.registered.number,
    cancelled: { state: "cancelled", quantity: "0" },
  };
  for (const asked of [
    { by: "number", value: registrationNumber },
    { by: "creditCode", value: firm.party.creditCode },
  ]) {
    const { body } = await registry.search(other.subject, asked);
    expect(body).toMatchObject({ items: [{ registrations: [{ registrationNumber, ...cancelled }] }] });
    const certificate = await registry.certify(other.subject, { ...asked, at: then });
    expect(certificate.body).toMatchObject({ assets: [{ slices: [{ quantity: "6" }], registrations: [{ state: "live" }] }] });
  }
  // The store deletes what has a time to live: nothing of a registration has one.
  const { account } = firm;
  const position = `${account}#${permitName}`;
  const ofPledge = [`pledge#${pledge.pledgeId}`, `pledge-versions#${pledge.pledgeId}`];
  for (const partition of [...ofPledge, `register#${position}`, `book#${position}`, `found#entries#${position}`]) {
    const rows = await registry.engine.dynamo.send(
      new QueryCommand({
        TableName: registry.engine.tables.Collateral,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: partition } },
      }),
    );
    expect(rows.Items?.length, partition).toBeGreaterThan(0);
    for (const row of rows.Items ?? []) expect(row, partition).not.toHaveProperty("ttl");
  }
});
