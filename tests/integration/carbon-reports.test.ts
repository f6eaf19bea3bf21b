import { beforeAll, describe, expect, it } from "vitest";
import type * as z from "zod";
import { carbonFacts } from "../../functions/carbon/contract.ts";
import type { FactSchema } from "../../shared/kernel/fact.ts";
import { type CarbonOffice, type Entity, openCarbonOffice } from "../support/carbon-office.ts";
import { storedFacts } from "../support/stored-facts.ts";

const values = {
  lines: [
    { kind: "bituminous-coal", amount: "10000", unit: "t", invoices: [] },
    { kind: "electricity", amount: "10000", unit: "MWh", invoices: [] },
  ],
  outputs: [{ product: "paper", amount: "50000", unit: "t" }],
};

describe("an annual report", () => {
  let office: CarbonOffice;
  beforeAll(async () => {
    office = await openCarbonOffice();
  });

  /** What facts of a type say about an entity. */
  async function stated<Data extends z.ZodType>({ partyId }: Entity, schema: FactSchema<Data>) {
    const facts = await storedFacts(office.engine, schema, ({ parties }) => parties.includes(partyId), "Carbon");
    return facts.map(({ data }) => data);
  }

  it("goes from draft over district and verification to acceptance, which states emissions and what is to be surrendered", async () => {
    const entity = await office.entity();
    const drafted = await office.done(office.draft(entity, values));
    // 10,000 t x 1.741750 + 10,000 MWh x the factor of the grid.
    expect(drafted).toMatchObject({ state: "draft", reportVersion: 1, tco2: "22723.5", findings: [], reportBy: "2026-03-31" });
    expect(await office.done(office.submission(entity))).toMatchObject({ state: "submitted", late: false });
    expect(await office.done(office.screening(entity))).toMatchObject({ state: "screened" });
    await office.conclude(entity);
    expect(await office.done(office.decision(entity))).toMatchObject({ state: "accepted", documentNumber: "EZ-C-1" });
    expect(await stated(entity, carbonFacts.reportAccepted)).toMatchObject([
      { year: "2025", version: 1, market: "hubei", tco2: "22723.5", requiredTonnes: "22724" },
    ]);
    expect(await stated(entity, carbonFacts.obligationChanged)).toMatchObject([
      { requiredTonnes: "22724", offsetLimitTonnes: "2272", state: "open", because: { reference: entity.reportId } },
    ]);
  });
});
