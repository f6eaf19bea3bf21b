import { complianceEar } from "../../support/compliance.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";

const evidence = [{ title: "monitoring", sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }];
const figures = { tonnes: "1", aboveLimitTonnes: "0", method: "automatic", evidence };
const documentNumber = "X-1";
/** A draft, which its owner may still change and submit. */
const drafted: Record<string, string> = {};

/** Declarations belong to a site's owner and its area. */
export const authorization: AuthorizationRows = {
  ownership: {
    changeDeclaration: { params: drafted, body: figures },
    submitDeclaration: { params: drafted },
    decideDeclaration: { body: { accepted: true, documentNumber } },
    reverseDeclaration: { body: { reason: "mistake", documentNumber } },
    readDeclaration: {},
    readObligation: {},
    listObligationChanges: {},
    readSiteCoverage: {},
  },
  async given(house, { subject, siteId, partyId }) {
    const draft = async (pollutant: string) => {
      const body = { siteId, pollutant, year: "2025", ...figures };
      const made = await house.call({ as: subject, method: "POST", path: "/compliance/declarations", body });
      return (made.body as { declarationId: string }).declarationId;
    };
    const declarationId = await draft("SO2");
    drafted.declarationId = await draft("NOx");
    await house.call({ as: subject, method: "POST", path: `/compliance/declarations/${declarationId}/submission` });
    // What follows from a declaration that was accepted; facts are heard by streams, which are not part of this.
    const site = { siteId, siteName: "Works", partyId, partyName: "Owner", creditCode: "91", area: "420704", licenceNumber: "L" };
    const declared = { declarationId: "x", ...site, pollutant: "SO2", year: "2026", version: 1, tonnes: "1", aboveLimitTonnes: "0" };
    await complianceEar(house.granted)({
      ...{ factId: declarationId, factType: "discharge-accepted", schemaVersion: 1, occurredAt: house.clock.now(), actor: "test" },
      ...{ parties: [partyId], areas: ["420704"], data: { ...declared, method: "manual", documentNumber } },
    });
    return { declarationId, obligationId: `${siteId}.2026.SO2`, year: "2026" };
  },
};
