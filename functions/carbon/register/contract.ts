import * as z from "zod";
import { factorSet } from "../../../shared/carbon/factor-set.ts";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { endpoint } from "../../../shared/kernel/endpoint.ts";
import { factSchema } from "../../../shared/kernel/fact.ts";
import { message } from "../../../shared/kernel/message.ts";
import {
  documentReference,
  id,
  pageOf,
  pageQuery,
  pathYear,
  positiveTonnes,
  queryInteger,
  shortText,
} from "../../../shared/kernel/schemas.ts";
import { entityReaders } from "../shapes.ts";
import {
  candidate,
  correction,
  coverage,
  energyUse,
  energyUseStated,
  entityListed,
  entityParticulars,
  factorSetStated,
  factorSetSummary,
  gridName,
  keyEntity,
  publishedFactorSet,
} from "./shapes.ts";

const { title, source, validFromYear, validToYear, factors } = factorSet.shape;
const authorities = ["regulator", "district", "operator"] as const;
const twoRegulators = { always: ["regulator"] } as const;
const ofSet = z.object({ factorSetId: id });
const ofYear = z.object({ year: pathYear });
const area = areaCode.optional().describe("Only this area; the caller's own area by default");
const inArea = pageQuery.extend({ area });
const ofEntity = z.object({ partyId: id, year: pathYear });

/** The endpoints of factor sets, key entities, the city's energy and coverage. */
export const registerEndpoints = {
  publishFactorSet: endpoint({
    operationId: "publishFactorSet",
    method: "PUT",
    path: "/carbon/factor-sets/{factorSetId}",
    summary:
      "Publishes a set of factors, or a factor of electricity, for the reports of some years. A wrong one is replaced by a new version that names why; what was published stays.",
    roles: ["regulator"],
    secondPerson: twoRegulators,
    params: ofSet,
    body: z
      .object({
        area: areaCode.describe("Area whose entities use it"),
        grid: gridName,
        title,
        source,
        validFromYear,
        validToYear,
        factors: factors.optional().describe("The factors of a set, one for a kind"),
        tco2PerMwh: z
          .string()
          .regex(/^[0-9](?:\.[0-9]{1,6})?$/, message("须为十进制数字符串，小数不超过 6 位", "a decimal string of at most 6 decimals"))
          .optional()
          .describe("The factor of electricity, instead of `factors`"),
        unverified: shortText.optional().describe("What is not known about it"),
        documentNumber: documentReference,
        correction,
      })
      .refine(
        ({ factors: set, tco2PerMwh }) => (set === undefined) !== (tco2PerMwh === undefined),
        message("须且仅须给出 factors 或 tco2PerMwh 之一", "either `factors` or `tco2PerMwh`"),
      )
      .refine(
        (set) => set.validToYear === undefined || set.validToYear >= set.validFromYear,
        message("最后年份不早于首个年份", "a last year that is not before the first"),
      ),
    response: publishedFactorSet,
    refusals: ["version-differs", "factor-sets-conflict"],
  }),
  readFactorSet: endpoint({
    operationId: "readFactorSet",
    method: "GET",
    path: "/carbon/factor-sets/{factorSetId}",
    summary: "Reads a published set of factors: its latest version, or the one asked for.",
    roles: ["public"],
    params: ofSet,
    query: z.object({
      version: queryInteger(1, 9_999, { zh: "版本", en: "versions" })
        .optional()
        .describe("Version; the latest by default")
        .meta({ example: 1 }),
    }),
    response: publishedFactorSet,
    refusals: [],
  }),
  listFactorSets: endpoint({
    operationId: "listFactorSets",
    method: "GET",
    path: "/carbon/factor-sets",
    summary: "Lists published sets of factors and factors of electricity in all their versions, those of the latest years first.",
    roles: ["public"],
    query: pageQuery,
    response: pageOf(factorSetSummary),
    refusals: [],
  }),
  listKeyEntity: endpoint({
    operationId: "listKeyEntity",
    method: "PUT",
    path: "/carbon/entities/{partyId}/years/{year}",
    summary: "Puts an enterprise on the list of key entities of a year, with its market and sector, or changes what the list says of it.",
    roles: ["regulator"],
    secondPerson: twoRegulators,
    params: ofEntity,
    body: z.object({ ...entityParticulars, documentNumber: documentReference, correction }),
    response: keyEntity,
    refusals: ["version-differs", "key-entity-not-an-enterprise", "report-accepted"],
  }),
  readKeyEntity: endpoint({
    operationId: "readKeyEntity",
    method: "GET",
    path: "/carbon/entities/{partyId}/years/{year}",
    summary: "Reads what the list of key entities of a year says of an enterprise: its own, or one of the caller's area.",
    roles: entityReaders,
    params: ofEntity,
    response: keyEntity,
    refusals: [],
  }),
  listKeyEntities: endpoint({
    operationId: "listKeyEntities",
    method: "GET",
    path: "/carbon/entities",
    summary: "Lists the key entities of a year in the caller's area, area by area, the largest users of energy first.",
    roles: authorities,
    query: inArea.extend({ year: pathYear.describe("Reporting year") }),
    response: pageOf(keyEntity),
    refusals: [],
  }),
  recordEnergyUse: endpoint({
    operationId: "recordEnergyUse",
    method: "PUT",
    path: "/carbon/coverage/{year}",
    summary: "Records how much energy an area used in a year, with the statistic in which the figure stands, or corrects it.",
    roles: ["regulator"],
    secondPerson: twoRegulators,
    params: ofYear,
    body: z.object({
      area: areaCode.describe("Area whose use of energy it is"),
      tce: positiveTonnes.describe("Energy used in the year, tonnes of standard coal"),
      source: shortText.describe("Statistic in which the figure stands"),
      documentNumber: documentReference,
      correction,
    }),
    response: energyUse,
    refusals: ["version-differs"],
  }),
  readCoverage: endpoint({
    operationId: "readCoverage",
    method: "GET",
    path: "/carbon/coverage/{year}",
    summary: "Shows which share of an area's energy is used by entities in a carbon market, by their accepted reports, against the goal.",
    roles: authorities,
    params: ofYear,
    query: z.object({ area }),
    response: coverage,
    refusals: [],
  }),
  listCoverageCandidates: endpoint({
    operationId: "listCoverageCandidates",
    method: "GET",
    path: "/carbon/coverage/{year}/candidates",
    summary:
      "Lists whom to bring in: entities in no market whose accepted report reaches the reporting threshold, the largest of each area first, with each market's own threshold.",
    roles: authorities,
    params: ofYear,
    query: inArea,
    response: pageOf(candidate),
    refusals: [],
  }),
} as const;

/** The facts of factor sets, key entities, the city's energy and coverage. */
export const registerFacts = {
  factorSetPublished: factSchema(
    "factor-set-published",
    1,
    z.object(factorSetStated),
    "A set of factors or a factor of electricity was published: reports of its years compute with it.",
  ),
  keyEntityListed: factSchema(
    "key-entity-listed",
    1,
    z.object(entityListed),
    "The list of key entities of a year names an enterprise, or says something else of it than before.",
  ),
  energyUseRecorded: factSchema(
    "energy-use-recorded",
    1,
    z.object(energyUseStated),
    "The bureau recorded how much energy an area used in a year, or corrected it.",
  ),
};
