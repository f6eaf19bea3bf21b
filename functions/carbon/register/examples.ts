import { publishedFactorSets } from "../../../shared/carbon/published-factor-sets.ts";
import type { Examples } from "../../../shared/http/examples.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { mill, steel, story } from "../../story.ts";
import type { registerEndpoints } from "./contract.ts";

const { city, district } = story;
const document = { documentNumber: "EZ-2026-61" };
const set = required(
  publishedFactorSets.find(({ factorSetId }) => factorSetId === "inventory-2025"),
  "the set of 2025",
);
const { factorSetId, ...content } = set;
const entity = { partyId: mill.partyId, year: "2026" };
const entityNames = { partyId: mill.partyId, partyName: "Yangtze Paper Group", creditCode: mill.creditCode, area: district, year: "2026" };
const particulars = { market: "hubei", sector: "造纸", generates: false } as const;
const energy = { area: city, tce: "9876543", source: "Ezhou statistical yearbook 2026, table 7-1" };

/** Examples of factor sets, key entities, the city's energy and coverage. */
export const registerExamples: Examples<typeof registerEndpoints> = {
  publishFactorSet: {
    set: {
      by: "bureau",
      summary: "The factors of the guideline of 2025",
      params: { factorSetId },
      body: { ...content, area: city, grid: "national", ...document },
    },
    electricity: {
      by: "bureau",
      summary: "The factor of electricity from the grid",
      params: { factorSetId: "national-2023" },
      body: {
        ...{ area: city, grid: "national", tco2PerMwh: "0.5306", validFromYear: "2023", ...document },
        title: { zh: "2023年全国电力平均二氧化碳排放因子", en: "National average of electricity, 2023" },
        source: { zh: "生态环境部、国家统计局公告（2025-12）", en: "Notice of the ministry and the statistics bureau, 2025-12" },
      },
    },
  },
  readFactorSet: { public: { summary: "The set with its factors", params: { factorSetId } } },
  listFactorSets: { public: { summary: "Every set and factor" } },
  listKeyEntity: {
    mill: {
      by: "bureau",
      summary: "The paper mill is a key entity of 2026",
      params: entity,
      body: { ...particulars, ...document },
      response: { ...entityNames, ...particulars, ...document, version: 1, listedAt: "2026-03-04T01:00:00.000Z" },
    },
    entrant: {
      by: "bureau",
      summary: "The steelworks, which makes paper, too",
      params: { partyId: steel.partyId, year: "2025" },
      body: { ...particulars, ...document },
    },
    lastYear: {
      by: "bureau",
      summary: "It was one of 2025, too",
      params: { ...entity, year: "2025" },
      body: { ...particulars, ...document },
    },
  },
  readKeyEntity: { mill: { summary: "What the list says of the mill", params: entity } },
  listKeyEntities: { bureau: { summary: "Key entities of 2026 in the whole city", query: { year: "2026", area: city } } },
  recordEnergyUse: {
    bureau: { summary: "What the city used", params: { year: "2026" }, body: { ...energy, ...document } },
  },
  readCoverage: { bureau: { summary: "The share of the city's energy in a market", params: { year: "2026" }, query: { area: city } } },
  listCoverageCandidates: { bureau: { summary: "Whom to bring in", params: { year: "2026" }, query: { area: city } } },
};
