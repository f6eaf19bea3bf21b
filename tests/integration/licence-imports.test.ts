import { readFileSync } from "node:fs";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { compareStep } from "../../functions/licences/imports/compare-import.ts";
import { readApprovals, readLicences } from "../../functions/licences/imports/read-licence-file.ts";
import { deliveredPorts, licencesPorts } from "../../functions/licences/ports.ts";
import { listDelivered } from "../../functions/licences/records/list-delivered.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { decimal } from "../../shared/kernel/decimal.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { LedgerEntry } from "../../shared/ledger/entry.ts";
import { permit } from "../../shared/permits/instruments.ts";
import { licensedAmountsIn } from "../../shared/permits/licensed-amounts.ts";
import { openTable } from "../../shared/store/table.ts";
import { commit } from "../../shared/store/transaction.ts";
import { testClock } from "../support/clock.ts";
import { compareAll } from "../support/comparisons.ts";
import { runs } from "../support/effort.ts";
import { type Engine, engineWithOwn } from "../support/engine.ts";
import { type Granted, grantedOn } from "../support/granted.ts";
import { givenRecord } from "../support/licence-records.ts";
import { freshCreditCode, givenMember } from "../support/members.ts";
import { statedFacts } from "../support/stated-facts.ts";
import { openWholeApi, type WholeApi } from "../support/whole-api.ts";

type Body = Record<string, unknown>;
type Difference = { differenceId: string; what: string; subject: string; theirs: string; ours: string; remedy: string; pollutant?: string };

const header = "licenceNumber,creditCode,holderName,validFrom,validUntil,siteName,amounts";
const approvals = "eiaNumber,creditCode,project,pollutant,tonnes,approvedOn";
const validity = { licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" };
const instrument = permit("COD", "liangzi-lake", "2026-01", "2026-12");

describe("the import of licences", () => {
  const clock = testClock();
  let engine: Engine;
  let granted: Granted;
  let api: WholeApi;
  let bureau: string;
  let elsewhere: string;
  let files = 0;

  beforeAll(async () => {
    engine = await engineWithOwn("Licences", "Parties");
    granted = await grantedOn(engine, clock);
    api = await openWholeApi(engine, clock);
    bureau = (await givenMember(engine, { role: "regulator", area: "420703" })).subject;
    elsewhere = (await givenMember(engine, { role: "regulator", area: "420704" })).subject;
  });

  const post = async (as: string, path: string, body: Body) => api.call({ as, method: "POST", path, body });
  const get = async (path: string, as = bureau) => (await api.call({ as, method: "GET", path })).body as Body;
  const upload = (kind: "licences" | "eia", lines: readonly string[], as = bureau) => {
    const file = [kind === "licences" ? header : approvals, ...lines].join("\n");
    return post(as, "/licences/imports", { kind, file: Buffer.from(file).toString("base64") });
  };
  /** Imports a file and compares it. A blank line more makes every file another one. */
  async function compared(kind: "licences" | "eia", ...lines: string[]) {
    files += 1;
    clock.moveTo(new Date(Date.parse(clock.now()) + 1_000).toISOString());
    const { body } = await upload(kind, [...lines, ..."\n".repeat(files)]);
    const { importId } = body as { importId: string };
    await compareAll(granted, importId);
    const row = await get(`/licences/imports/${importId}`);
    expect(row).toMatchObject({ state: "compared", errors: 0 });
    return row as Body & { importId: string };
  }
  async function differences(state = "open"): Promise<Difference[]> {
    const found: Difference[] = [];
    let cursor = "";
    do {
      const page = await get(`/licences/differences?state=${state}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found.push(...(page.items as Difference[]));
      cursor = String(page.nextCursor ?? "");
    } while (cursor);
    return found;
  }
  const about = async (subject: string, state = "open") => (await differences(state)).filter((each) => each.subject === subject);
  const decide = ({ differenceId }: Difference, applied: boolean, as = bureau) =>
    post(as, `/licences/differences/${differenceId}/decision`, { applied, reason: "checked" });
  const refusal = (code: string, more: Body = {}) => ({ body: { type: `/problems/${code}`, ...more } });

  /** An enterprise with a confirmed site in Huarong, and its line in a file that agrees. */
  async function givenSite() {
    const creditCode = freshCreditCode();
    const { subject, party, partyId } = await givenMember(engine, { role: "enterprise", area: "420703", party: { creditCode } });
    const particulars = { area: "420703", basin: "liangzi-lake", sourceClass: "industrial", ...validity };
    const licenceNumber = `${creditCode}001P`;
    const { body } = await post(subject, "/sites", { name: "一号厂区", licenceNumber, ...particulars });
    const { siteId } = body as { siteId: string };
    await post(bureau, `/sites/${siteId}/confirmation`, particulars);
    const line = (change: Body = {}) => {
      const agreeing = {
        licenceNumber,
        creditCode,
        name: party.name,
        from: "2026-01-01",
        until: "2030-12-31",
        site: "一号厂区",
        amounts: "",
      };
      return Object.values({ ...agreeing, ...change }).join();
    };
    return { subject, partyId, party, siteId, licenceNumber, creditCode, particulars, line };
  }
  const errorsOf = async ({ importId }: Body) => {
    const { items } = await get(`/licences/imports/${String(importId)}/errors?limit=100`);
    return (items as { line: number; column: string }[]).map(({ line, column }) => `${line} ${column}`);
  };

  it("reads the documented examples", () => {
    const read = (name: string) => readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url));
    const { lines, errors } = readLicences(read("discharge-licences.csv"));
    expect(errors).toEqual([]);
    expect(lines.map(({ amounts }) => amounts.length)).toEqual([3, 2, 0]);
    expect(readApprovals(read("eia-approvals.csv"), "2026-03-02")).toMatchObject({ errors: [], lines: [{}, {}, {}] });
  });

  it("lists every error with line and column at once, and keeps nothing of a file with one", async () => {
    const [one, other] = [freshCreditCode(), freshCreditCode()];
    const good = `${one}001P,${one},某某,2026-01-01,2030-12-31,厂区,COD=1.5`;
    const { body } = await upload("licences", [
      good,
      `${other}001W,not-a-code,,2026-01-01,yesterday,厂区,COD=1;COD=2`,
      good,
      `${other}001P,${other},某某,2030-12-31,2026-01-01,厂区,XYZ=1`,
      `${other}001P,${other},某某,2030-12-31,2026-01-01,厂区,NH3-N=1.0001`,
      "too,few",
      `${other}003P,${other},某某,2030-12-31,2026-01-01,厂区,`,
    ]);
    expect(body).toMatchObject({ state: "refused", errors: 13 });
    expect(await errorsOf(body as Body)).toEqual([
      ...["3 licenceNumber", "3 creditCode", "3 holderName", "3 validUntil", "3 amounts"],
      ...["4 licenceNumber", "5 amounts", "5 validUntil", "6 amounts", "6 licenceNumber", "6 validUntil"],
      ...["7 ", "8 validUntil"],
    ]);
    await compareAll(granted, String((body as Body).importId));
    expect(await about(`${one}001P`)).toEqual([]);
    const wrong = await upload("eia", [
      `鄂环审1号,${one},p-1,SO2,6,2026-01-12`,
      `鄂环审2号,${one},p-1,SO2,7,2026-01-12`,
      `鄂环审3号,${one},p 2,CO2,0,2026-03-03`,
      `鄂环审3号,${one},p-2,COD,1,2026-03-03`,
    ]);
    expect(await errorsOf(wrong.body as Body)).toEqual([
      "3 project",
      "4 project",
      "4 pollutant",
      "4 tonnes",
      "4 approvedOn",
      "5 approvedOn",
    ]);
    const header2 = await post(bureau, "/licences/imports", { kind: "eia", file: Buffer.from(`${header}\n${good}`).toString("base64") });
    expect(await errorsOf(header2.body as Body)).toEqual(["1 "]);
  });

  it("takes the same file once, for each area", async () => {
    const { line } = await givenSite();
    const lines = [line({ site: "同一文件" })];
    const first = await upload("licences", lines);
    const scan = new ScanCommand({ TableName: engine.tables.Licences, ConsistentRead: true });
    const rows = async () => (await engine.dynamo.send(scan)).Count;
    const before = await rows();
    const { importId } = first.body as Body;
    expect(await upload("licences", lines)).toMatchObject({ status: 409, ...refusal("file-imported", { importId }) });
    expect(await rows()).toBe(before);
    expect(await upload("licences", lines, elsewhere)).toMatchObject({ status: 201 });
  });

  it("takes it again a day after it was compared, and shows what still differs, once where two send it together", async () => {
    const { subject, siteId, line, licenceNumber, particulars } = await givenSite();
    const lines = [line({ name: "旧名", site: "二号厂区" })];
    const { body } = await upload("licences", lines);
    const { importId } = body as { importId: string };
    const later = (seconds: number) => clock.moveTo(plusSeconds(clock.now(), seconds));
    later(86_400);
    expect(await upload("licences", lines)).toMatchObject({ status: 409, ...refusal("file-imported") });
    await compareAll(granted, importId);
    const { area: _area, ...declared } = particulars;
    const change = { name: "二号厂区", ...declared };
    expect(await api.call({ as: subject, method: "PUT", path: `/sites/${siteId}`, body: change })).toMatchObject({ status: 200 });
    const again = await Promise.all([upload("licences", lines), upload("licences", lines)]);
    expect(again.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await about(licenceNumber)).map(({ what }) => what)).toEqual(["name-differs", "site-name-differs"]);
    await compareAll(granted, importId);
    expect((await about(licenceNumber)).map(({ what }) => what)).toEqual(["name-differs"]);
    expect((await about(licenceNumber, "gone")).map(({ what }) => what)).toEqual(["site-name-differs"]);
    const facts = await statedFacts(engine, ({ data }) => (data as Body).importId === importId);
    expect(facts.filter(({ factType }) => factType === "licence-file-compared")).toHaveLength(2);
  });

  it("keeps what licences allow, but nothing that another area's bureau says of them", async () => {
    const { licenceNumber, line } = await givenSite();
    const allowed = async () => {
      const amounts = await licensedAmountsIn(openTable(engine.dynamo, engine.tables.Licences)).licensedAmounts([licenceNumber]);
      return amounts.get(licenceNumber)?.get("COD")?.toString();
    };
    const unregistered = `${freshCreditCode()}001P`;
    await compared(
      "licences",
      line({ amounts: "COD=5" }),
      line({ licenceNumber: unregistered, creditCode: unregistered.slice(0, 18), amounts: "COD=9" }),
    );
    const kept = await licensedAmountsIn(openTable(engine.dynamo, engine.tables.Licences)).licensedAmounts([unregistered]);
    expect(kept.size).toBe(0);
    expect(await allowed()).toBe("5");
    clock.moveTo(new Date(Date.parse(clock.now()) + 1_000).toISOString());
    const { body } = await upload("licences", [line({ amounts: "COD=500" })], elsewhere);
    await compareAll(granted, String((body as Body).importId));
    expect(await allowed()).toBe("5");
  });

  it("shows what differs, with the operation that corrects it", async () => {
    const [known, absent, agreeing] = [await givenSite(), await givenSite(), await givenSite()];
    const stranger = freshCreditCode();
    await compared(
      "licences",
      known.line({ name: "旧名", until: "2030-06-30", site: "二号厂区", amounts: "COD=1.5" }),
      agreeing.line(),
      `${stranger}001P,${stranger},未登记,2026-01-01,2030-12-31,厂区,`,
    );
    const shown = (found: Difference[]) => found.map(({ what, theirs, ours, remedy }) => [what, theirs, ours, remedy]);
    expect(shown(await about(known.licenceNumber))).toEqual([
      ["name-differs", "旧名", known.party.name, "renameParty"],
      ["site-name-differs", "二号厂区", "一号厂区", "changeSite"],
      ["validity-differs", "2026-01-01 / 2030-06-30", "2026-01-01 / 2030-12-31", "confirmSite"],
    ]);
    expect(shown(await about(absent.licenceNumber))).toEqual([["licence-missing", "", "一号厂区", "importLicenceFile"]]);
    expect(shown(await about(`${stranger}001P`))).toEqual([["licence-unknown", `未登记 (${stranger})`, "", "registerSite"]]);
    expect(await about(agreeing.licenceNumber)).toEqual([]);
    expect((await get("/licences/differences", elsewhere)).items).not.toContainEqual(
      expect.objectContaining({ subject: known.licenceNumber }),
    );
  });

  it("has its differences worked off: applied once our data agrees, dismissed with a reason, or gone with a later file", async () => {
    const site = await givenSite();
    const line = site.line({ until: "2030-06-30", amounts: "COD=1.5;NH3-N=3", name: "简称" });
    const occurrence = { occurredAt: clock.now(), actor: "test", parties: [], areas: [], cause: { kind: "test", reference: "test" } };
    const entry = new LedgerEntry<never>(engine.tables.Ledger, { factId: site.siteId, ...occurrence });
    entry.transfer({ instrument, from: "issue:0", to: siteAccount(site.siteId), quantity: decimal("1.5") });
    await commit(engine.dynamo, entry.writes());
    await listDelivered(deliveredPorts(granted), { ...site, instruments: [instrument] });
    // Nothing was ever allocated of ammonia: what the licence allows of it is no difference.
    await compared("licences", line);
    const [amount, name, until] = (await about(site.licenceNumber)) as [Difference, Difference, Difference];
    expect([amount, name, until].map(({ what }) => what)).toEqual(["amount-differs", "name-differs", "validity-differs"]);
    expect(await decide(amount, true)).toMatchObject({ status: 409, ...refusal("difference-remains", { ours: "0", theirs: "1.5" }) });
    expect(await decide(amount, true, elsewhere)).toMatchObject({ status: 404 });
    // The ordinary command: what the site holds is recorded.
    const record = { licenceNumber: site.licenceNumber, instrument, tonnes: "1.5", documentNumber: "EZ-1" };
    expect(await post(bureau, `/licences/sites/${site.siteId}/records`, record)).toMatchObject({ status: 200 });
    expect(await decide(amount, true)).toMatchObject({ status: 200, body: { state: "applied" } });
    expect(await decide(amount, true)).toMatchObject({ status: 409, ...refusal("difference-decided", { state: "applied" }) });
    expect(await decide(name, false)).toMatchObject({ status: 200, body: { state: "dismissed", reason: "checked" } });
    // A later file shows the name still, which stays dismissed; the validity agrees by now.
    await compared("licences", site.line({ amounts: "COD=1.5", name: "简称" }));
    expect((await about(site.licenceNumber)).map(({ what }) => what)).toEqual([]);
    expect((await about(site.licenceNumber, "gone")).map(({ what }) => what)).toEqual(["validity-differs"]);
    // Another name opens it again.
    await compared("licences", site.line({ amounts: "COD=1.5", name: "别名" }));
    expect((await about(site.licenceNumber)).map(({ what, theirs }) => `${what} ${theirs}`)).toEqual(["name-differs 别名"]);
  });

  it("compares an amount with what is recorded for the term that runs, or for the next one before any does", async () => {
    const site = await givenSite();
    const [running, next, later] = [
      instrument,
      permit("COD", "liangzi-lake", "2027-01", "2027-12"),
      permit("COD", "liangzi-lake", "2028-01", "2028-12"),
    ];
    const { partyId, siteId, licenceNumber } = site;
    const holder = required(await licencesPorts(granted).members.site(partyId, siteId), "site");
    await givenRecord(engine, holder, next, "2");
    await givenRecord(engine, holder, later, "7");
    await compared("licences", site.line({ amounts: "COD=2" }));
    expect(await about(licenceNumber)).toEqual([]);
    await givenRecord(engine, holder, running, "1.5");
    await compared("licences", site.line({ amounts: "COD=2" }));
    expect(await about(licenceNumber)).toMatchObject([{ what: "amount-differs", theirs: "2", ours: "1.5" }]);
  });

  it("compares approvals with the needs that are certified", async () => {
    const { partyId, siteId, creditCode } = await givenSite();
    const need = {
      ...{ partyId, siteId, project: `p-${files}-${creditCode}`, projectName: "一期", kind: "new-project", pollutant: "COD", tonnes: "6" },
      ...{ offsetRatio: "1", offsetGround: "stated-in-letter", letterNumber: "文号", letterDate: "2026-03-02", eiaNumber: "鄂环审1号" },
    };
    expect(await post(bureau, "/permits/needs", need)).toMatchObject({ status: 201 });
    const line = (change: Body = {}) =>
      Object.values({
        eia: "鄂环审1号",
        creditCode,
        project: need.project,
        pollutant: "COD",
        tonnes: "6.000",
        on: "2026-01-12",
        ...change,
      }).join();
    const subject = `COD ${need.project}`;
    await compared("eia", line());
    expect(await about(subject)).toEqual([]);
    await compared("eia", line({ eia: "鄂环审2号", creditCode: freshCreditCode(), tonnes: "5" }), line({ project: "unknown" }));
    expect((await about(subject)).map(({ what, ours }) => `${what} ${ours}`)).toEqual([
      "eia-amount-differs 6",
      `eia-holder-differs ${creditCode}`,
      "eia-number-differs 鄂环审1号",
    ]);
    expect(await about("COD unknown")).toMatchObject([{ what: "eia-unknown", remedy: "certifyNeed" }]);
  });

  it("goes on where it was interrupted, and counts no step twice", async () => {
    const codes = Array.from({ length: 250 }, freshCreditCode);
    const { body } = await upload(
      "licences",
      codes.map((code) => `${code}001P,${code},某某,2026-01-01,2030-12-31,厂区,`),
    );
    const { importId } = body as { importId: string };
    const sent: { importId: string; version: number }[] = [];
    const comparisons = { send: async (steps: readonly { importId: string; version: number }[]) => void sent.push(...steps) };
    const ports = { ...licencesPorts(granted), comparisons };
    // Two deliveries of one message side by side, and one that comes late.
    const first = { importId, version: 1 };
    await Promise.all([compareStep(ports, first), compareStep(ports, first)]);
    await compareStep(ports, first);
    expect(new Set(sent.map(({ version }) => version))).toEqual(new Set([2]));
    await compareAll(granted, importId, 2);
    const row = await get(`/licences/imports/${importId}`);
    expect(row).toMatchObject({ state: "compared", rows: 250 });
    const unknown = (await differences()).filter(({ what }) => what === "licence-unknown").map(({ subject }) => subject);
    expect(codes.filter((code) => !unknown.includes(`${code}001P`))).toEqual([]);
  });

  it("takes thousands of licences, in steps of a hundred", async () => {
    const city = (await givenMember(engine, { role: "regulator", area: "420702" })).subject;
    const site = await givenSite();
    const sequence = (number: number) => String(number).padStart(3, "0");
    // Six holders with 833 licences each make 5,000 with the two above; in the short form a tenth.
    const perHolder = runs(833);
    const rows = 6 * perHolder + 2;
    const codes = Array.from({ length: 6 }, freshCreditCode);
    const lines = codes.flatMap((code) =>
      Array.from({ length: perHolder }, (_, number) => `${code}${sequence(number + 1)}P,${code},某某,2026-01-01,2030-12-31,厂区,COD=1`),
    );
    const { body } = await upload("licences", [site.line(), site.line({ licenceNumber: `${site.creditCode}002P` }), ...lines], city);
    expect(body).toMatchObject({ state: "accepted", rows });
    const { importId } = body as { importId: string };
    expect(await compareAll(granted, importId)).toBeGreaterThanOrEqual(Math.ceil(rows / 100) + 2);
    // What a site of another area is, the file does not tell.
    const { items } = await get(`/licences/differences?limit=100`, city);
    expect(JSON.stringify(items)).not.toContain(site.siteId);
    expect(await get(`/licences/imports/${importId}`, city)).toMatchObject({ state: "compared", differences: rows });
  });
});
