import type { CapacityRows } from "../../support/capacity.ts";

const evidence = [{ title: "monitoring", sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" }];
const figures = { tonnes: "1", aboveLimitTonnes: "0", method: "automatic", evidence };
const documentNumber = "EZ-1";

/** A declaration that is drafted, changed, returned, accepted, corrected and taken back. */
export const capacity: CapacityRows = {
  async measure({ house, made, call, measure }) {
    const [as, bureau] = [made("person"), house.regulator];
    const draft = { siteId: made("siteId"), pollutant: "SO2", year: "2026", ...figures };
    const { declarationId } = await measure("draftDeclaration", { as, method: "POST", path: "/compliance/declarations", body: draft });
    const path = `/compliance/declarations/${String(declarationId)}`;
    await measure("changeDeclaration", { as, method: "PUT", path, body: figures });
    await measure("submitDeclaration", { as, method: "POST", path: `${path}/submission` });
    const returned = { accepted: false, reason: "page 2 is missing", documentNumber };
    const decision = (body: object) => ({ as: bureau, method: "POST", path: `${path}/decision`, body }) as const;
    await measure("decideDeclaration (returned)", decision(returned));
    await call({ as, method: "PUT", path, body: figures });
    await call({ as, method: "POST", path: `${path}/submission` });
    await measure("decideDeclaration", decision({ accepted: true, documentNumber }));
    const obligation = `/compliance/obligations/${made("siteId")}.2026.SO2`;
    await measure("rebuildObligation", { as: house.operator, method: "POST", path: `${obligation}/rebuild` });
    await measure("reverseDeclaration", {
      as: bureau,
      method: "POST",
      path: `${path}/reversal`,
      body: { reason: "mistake", documentNumber },
    });
    return {};
  },
  above: {},
  unmeasured: {},
};
