import { createHash } from "node:crypto";
import { city } from "../../shared/kernel/areas.ts";
import type { Office } from "./office.ts";
import { note } from "./report.ts";
import { type demoTerm, firmPersonas, type PublishedSession, poolOfDemo } from "./session.ts";

/** A firm of the demo: the persona that acts for it, its party and its site. */
export interface Firm {
  readonly persona: string;
  readonly name: string;
  readonly creditCode: string;
  readonly licenceNumber: string;
  readonly partyId: string;
  readonly siteId: string;
}

const companies: Readonly<Record<string, readonly [name: string, creditCode: string]>> = {
  mill: ["长江造纸有限公司", "91420700MA0000015E"],
  steel: ["鄂城钢铁有限公司", "91420700MA00000239"],
  cement: ["西塞水泥有限公司", "91420700MA00000314"],
  pharma: ["葛店医药有限公司", "91420700MA000004XU"],
  power: ["三江热电有限公司", "91420700MA0000058U"],
  textile: ["华容纺织有限公司", "91420700MA0000066N"],
  foundry: ["鄂城铸造有限公司", "91420700MA00000907"],
};
const offices: readonly (readonly [persona: string, name: string, creditCode: string, type: string])[] = [
  ["bureau", "鄂州市生态环境局", "11420700MB00000195", "bureau"],
  ["bank", "鄂州绿色银行", "91420700MB0000027P", "bank"],
];

/** Cash that every firm pays in, in CNY. */
export const startingCash = "200000.00";

/** Registers the operator, the bureau, the bank and the firms; admits them and gives the firms a site and cash. */
export async function gatherMembers(office: Office, now: number): Promise<ReadonlyMap<string, Firm>> {
  await register(office, { as: "operator", name: "鄂州市生态价值交易所", creditCode: "12420700MB0000035P", type: "operator" });
  // Two persons admit the bureau.
  await pair(office, "operator");
  for (const [as, name, creditCode, type] of offices) await join(office, { as, name, creditCode, type });
  await pair(office, "bureau");
  note("operator and bureau have two persons each: one enters pay-outs and caps, the other approves");
  const firms = new Map<string, Firm>();
  for (const [letter, persona] of Object.entries(firmPersonas)) {
    const firm = await joinFirm(office, persona);
    await fund(office, firm, { letter, amount: startingCash, number: 1, now });
    firms.set(letter, firm);
    note(`${letter}  ${firm.name}  admitted, one site, ${startingCash} CNY paid in`);
  }
  return firms;
}

/** Registers a firm, by default of the whole city, admits it, and gives it a site that the bureau confirms. */
export async function joinFirm(office: Office, persona: string, area: string = city): Promise<Firm> {
  const [name = "", creditCode = ""] = companies[persona] ?? [];
  const partyId = await join(office, { as: persona, name, creditCode, type: "enterprise", area });
  const place = { area: "420704", basin: "yangtze-ezhou", sourceClass: "industrial" };
  const particulars = { ...place, licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" };
  const licenceNumber = `${creditCode}001P`;
  const site = { name: "一号厂区", licenceNumber, ...particulars };
  const { siteId } = await office.ask({ as: persona, method: "POST", path: "/sites", body: site });
  await office.ask({ as: "bureau", method: "POST", path: `/sites/${String(siteId)}/confirmation`, body: particulars });
  return { persona, name, creditCode, licenceNumber, partyId, siteId: String(siteId) };
}

/** The bank account that a firm pays from, and that refunds go back to. */
export function accountOf(letter: string): string {
  return `42050110-${letter}`;
}

/** Books money that a firm paid, the bank line of a number. */
export async function fund(
  office: Office,
  { partyId, name }: Firm,
  { letter, amount, number, now }: { readonly letter: string; readonly amount: string; readonly number: number; readonly now: number },
): Promise<void> {
  const payer = { partyId, payerName: name, payerAccount: accountOf(letter) };
  const line = { amount, bankReference: `CCB-${letter}-00${number}`, creditedAt: new Date(now).toISOString() };
  await office.ask({ as: "operator", method: "POST", path: "/cash/receipts", body: { ...payer, ...line } });
}

/** A party as its persona registers it; of the whole city where it names no area. */
interface Applicant {
  readonly as: string;
  readonly name: string;
  readonly creditCode: string;
  readonly type: string;
  readonly area?: string;
}

/** Registers a party and admits it; its id. */
export async function join(office: Office, applicant: Applicant): Promise<string> {
  const partyId = String((await register(office, applicant)).partyId);
  await admit(office, partyId);
  return partyId;
}

/** Registers a party; its answer says which. */
async function register(office: Office, { as, area = city, ...party }: Applicant) {
  return office.ask({ as, method: "POST", path: "/parties", body: { ...party, area, representative: party.name } });
}

/** Invites a second person, who accepts; it approves what the first one enters. */
async function pair(office: Office, persona: string): Promise<void> {
  const letter = { sha256: createHash("sha256").update(persona).digest("hex"), from: "2026-01-01", until: "2199-12-31" };
  const body = { subject: `persona-${persona}-second`, personName: "复核人", function: "approver", letter };
  const { invitationId } = await office.ask({ as: persona, method: "POST", path: "/parties/own/invitations", body });
  await office.ask({ as: `${persona}-second`, method: "POST", path: `/parties/invitations/${String(invitationId)}/acceptance` });
}

async function admit(office: Office, partyId: string): Promise<void> {
  await office.ask({
    as: "operator",
    method: "POST",
    path: `/parties/${partyId}/admission`,
    body: { admitted: true, reason: "documents checked" },
  });
}

/** The bureau sets the caps of the term, fills the reserve and certifies what every firm may buy. */
export async function provide(
  office: Office,
  session: PublishedSession,
  firms: ReadonlyMap<string, Firm>,
  { years }: ReturnType<typeof demoTerm>,
): Promise<void> {
  for (const { pollutant, bids } of session.lots) {
    const pool = poolOfDemo(pollutant);
    const document = { documentNumber: "鄂州环发〔2026〕1号" };
    for (const year of years) {
      await office.ask({
        as: "bureau",
        method: "PUT",
        path: `/permits/caps/${pool}/${pollutant}/${year}`,
        body: { tonnes: "500", ...document },
      });
    }
    const reserve = { tonnes: "50", source: "initial-reserve", ...document };
    await office.ask({ as: "bureau", method: "POST", path: `/permits/reserves/${pool}/${pollutant}`, body: reserve });
    for (const { firm, tonnes } of bids) await certify(office, firms, firm, pollutant, tonnes, "main");
  }
}

/** Certifies a firm's need of a pollutant for a project. */
export async function certify(
  office: Office,
  firms: ReadonlyMap<string, Firm>,
  letter: string,
  pollutant: string,
  tonnes: string,
  purpose: string,
): Promise<string> {
  const firm = firms.get(letter);
  if (!firm) throw new Error(`no such firm: ${letter}`);
  const project = `${letter}-${pollutant}-${purpose}`;
  const need = {
    partyId: firm.partyId,
    siteId: firm.siteId,
    project,
    projectName: "扩建项目",
    kind: "expansion-increment",
    pollutant,
    tonnes,
  };
  const letterOf = {
    ...{ offsetRatio: "1", offsetGround: "quality-attained", eiaNumber: `鄂州环审〔2026〕${project}` },
    ...{ letterNumber: `鄂州环函〔2026〕${project}`, letterDate: "2026-01-15" },
  };
  await office.ask({ as: "bureau", method: "POST", path: "/permits/needs", body: { ...need, ...letterOf } });
  return project;
}
