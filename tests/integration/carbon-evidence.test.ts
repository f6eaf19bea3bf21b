import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { sha256 } from "../../shared/kernel/ids.ts";
import { type CarbonOffice, type Entity, openCarbonOffice } from "../support/carbon-office.ts";
import { givenMember } from "../support/members.ts";
import { planned, valuesOf } from "./carbon-mrv-support.ts";

/** An upload as the API announces it. */
interface Upload {
  readonly address: string;
  readonly method: string;
  readonly headers: Record<string, string>;
}

describe("evidence of an annual report", () => {
  let office: CarbonOffice;
  beforeAll(async () => {
    office = await openCarbonOffice();
  });
  const document = () => `invoice ${randomUUID()}`;
  const announce = async ({ subject }: Entity, text: string, more: object = {}) => {
    const body = { sha256: sha256(text), bytes: text.length, contentType: "application/pdf", name: "发票.pdf", ...more };
    return (await office.done({ as: subject, method: "POST", path: "/carbon/evidence", body })) as unknown as Upload;
  };
  const put = ({ address, method, headers }: Upload, text: string) => fetch(address, { method, headers, body: text });
  const naming = (entity: Entity, ...texts: readonly string[]) => {
    const evidence = texts.map((text) => ({ sha256: sha256(text), what: "invoice of March" }));
    return office.draft(entity, { lines: [{ kind: "diesel", amount: "20", unit: "t" }], evidence });
  };

  it("is uploaded by an address that binds size and SHA-256, recorded when a report names it, and read by those who may read that", async () => {
    const [entity, text] = [await office.entity(), document()];
    const upload = await announce(entity, text);
    expect(upload.headers).toMatchObject({
      "content-length": String(text.length),
      "x-amz-checksum-sha256": Buffer.from(sha256(text), "hex").toString("base64"),
    });
    const query = new URL(upload.address).searchParams;
    expect(query.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host;x-amz-checksum-sha256");
    expect(query.get("X-Amz-Expires")).toBe("600");
    expect((await put(upload, text)).status).toBe(200);
    const reading = (as: string, of = text) =>
      office.ask({ as, method: "GET", path: `/carbon/reports/${entity.reportId}/evidence/${sha256(of)}` });
    expect((await reading(entity.subject)).status).toBe(404);
    await office.done(naming(entity, text));
    for (const as of [entity.subject, office.district, office.bureau]) {
      const { body } = await reading(as);
      const { address, name } = body as { address: string; name: string };
      expect([name, await (await fetch(address)).text()]).toEqual(["发票.pdf", text]);
    }
    const others = [(await office.entity()).subject, (await givenMember(office.engine, { role: "verifier" })).subject];
    for (const as of others) expect((await reading(as)).status).toBe(404);
  });

  it("that is not announced, not uploaded or another document is refused, all at once, and the report is not stored", async () => {
    const entity = await office.entity();
    const [unknown, missing, other] = [document(), document(), document()];
    await announce(entity, missing);
    // The stand-in stores what it is told without a look, as no object store of ours does: its checksum is that of another document.
    const { address, headers } = await announce(entity, other);
    const wrong = Buffer.from(sha256("another"), "hex").toString("base64");
    await fetch(address, { method: "PUT", headers: { ...headers, "x-amz-checksum-sha256": wrong }, body: other });
    const refusal = await office.refused(naming(entity, unknown, missing, other));
    expect(refusal).toMatchObject({
      code: "evidence-not-uploaded",
      documents: [
        { pointer: "/evidence/0/sha256", found: "not announced" },
        { pointer: "/evidence/1/sha256", found: "not uploaded" },
        { pointer: "/evidence/2/sha256", found: sha256("another") },
      ],
    });
    expect(await office.ports.own.reportAt(entity.reportId)).toBeUndefined();
  });

  it("of one entity is no other's, and stays readable in every report that names it", async () => {
    const [entity, other, text] = [await office.entity({ years: ["2025", "2024"] }), await office.entity(), document()];
    await put(await announce(entity, text), text);
    expect(await office.refused(naming(other, text))).toMatchObject({ documents: [{ found: "not announced" }] });
    await office.done(naming(entity, text));
    await office.done(naming({ ...entity, reportId: `${entity.partyId}.2024` }, text));
    const again = await announce(entity, text);
    expect(again.headers).toBeDefined();
    for (const year of ["2024", "2025"]) {
      const path = `/carbon/reports/${entity.partyId}.${year}/evidence/${sha256(text)}`;
      expect((await office.ask({ as: entity.subject, method: "GET", path })).status).toBe(200);
    }
  });

  it("is at most 20 MB, of a known type", async () => {
    const entity = await office.entity();
    const body = { sha256: sha256("x"), bytes: 20_000_001, contentType: "text/html", name: "x" };
    const refusal = await office.refused({ as: entity.subject, method: "POST", path: "/carbon/evidence", body });
    expect(refusal).toMatchObject({ code: "validation-failed", errors: [{ pointer: "/body/bytes" }, { pointer: "/body/contentType" }] });
  });

  it("of a month is uploaded before it is named, and read by the district before there is a report", async () => {
    const { subject, partyId } = await givenMember(office.engine, { role: "enterprise", area: "gedian" });
    const [text, missing] = [document(), document()];
    const particulars = { market: "none", sector: "水泥", generates: false, documentNumber: "EZ-1" };
    await office.done({ as: office.bureau, method: "PUT", path: `/carbon/entities/${partyId}/years/2025`, body: particulars });
    const plan = `/carbon/control-plans/${partyId}/2025`;
    await office.done({ as: subject, method: "PUT", path: plan, body: { activities: planned, changeReason: "named late" } });
    const approval = { planVersion: 1, decision: "approved", reason: "complete" };
    await office.done({ as: office.bureau, method: "POST", path: `${plan}/decision`, body: approval });
    const entity = { subject, partyId, reportId: `${partyId}.2025` };
    await put(await announce(entity, text), text);
    const storing = (...texts: readonly string[]) => {
      const [coal, exported] = valuesOf("400", "0");
      const path = `/carbon/months/${partyId}/2025/03`;
      return { as: subject, method: "PUT", path, body: { values: [{ ...coal, attachments: texts.map(sha256) }, exported] } } as const;
    };
    const refusal = await office.refused(storing(text, missing));
    expect(refusal).toMatchObject({ documents: [{ pointer: "/values/0/attachments/1", found: "not announced" }] });
    expect(await office.ports.own.month({ partyId, year: "2025", month: "2025-03" })).toMatchObject({ state: "open" });
    expect(await office.done(storing(text))).toMatchObject({ state: "stored", values: [{ attachments: [sha256(text)] }, {}] });
    const reading = async (as: string) =>
      (await office.ask({ as, method: "GET", path: `/carbon/reports/${entity.reportId}/evidence/${sha256(text)}` })).status;
    const others = [(await office.entity()).subject, (await givenMember(office.engine, { role: "verifier" })).subject];
    expect(await Promise.all([subject, office.district, ...others].map(reading))).toEqual([200, 200, 404, 404]);
  });
});
