import { type Act, type Role, roles } from "../kernel/endpoint.ts";
import type { Words } from "../kernel/problem.ts";
import { growingWords, growingWordsOut, words } from "../kernel/schemas.ts";
import { registrationLifecycle } from "./registration-lifecycle.ts";

/** The role that the people of a party act in, by the type of the party. */
export const roleOfType = {
  enterprise: "enterprise",
  bank: "bank",
  verifier: "verifier",
  bureau: "regulator",
  district: "district",
  operator: "operator",
} as const satisfies Record<string, Role>;
/** Type of a party. */
export type PartyType = keyof typeof roleOfType;
/** Types of parties. */
export const partyTypes = Object.keys(roleOfType) as [PartyType, ...PartyType[]];
/** Types of parties, for readers. */
export const partyType = words("PartyType", partyTypes, "Type of the party");
/** Roles, for readers. */
export const role = words("Role", roles, "Role, by the type of the party");

/** Names of the roles. */
export const roleNames: Words<Role> = {
  enterprise: { zh: "企业", en: "enterprise" },
  bank: { zh: "银行", en: "bank" },
  verifier: { zh: "第三方核查机构", en: "verifier" },
  regulator: { zh: "生态环境主管部门", en: "regulator" },
  district: { zh: "区级主管部门", en: "district" },
  operator: { zh: "交易机构", en: "operator" },
};

/**
 * Roles of authority: responsible for an area, whose people decide for others. Who gets such a role, and who acts in it, takes two persons.
 */
export const authorities = ["operator", "regulator", "district"] as const satisfies readonly Role[];

/** What each function of a person allows, in addition to reading. Everything that depends on a function follows from this table. */
export const actsOfFunction = {
  representative: ["enter", "approve", "manage-people"],
  clerk: ["enter"],
  approver: ["approve"],
} as const satisfies Record<string, readonly Act[]>;
/** Function of a person in a party: representative (代表), clerk (经办人) or approver (复核人). */
export type PersonFunction = keyof typeof actsOfFunction;
/** Names of the functions. */
export const functionNames: Words<PersonFunction> = {
  representative: { zh: "代表", en: "representative" },
  clerk: { zh: "经办人", en: "clerk" },
  approver: { zh: "复核人", en: "approver" },
};
/** Names of what the functions allow. */
export const actNames: Words<Act> = {
  enter: { zh: "经办", en: "enter" },
  approve: { zh: "复核", en: "approve" },
  "manage-people": { zh: "管理人员", en: "manage people" },
};
/** Functions of people. */
export const personFunctions = Object.keys(actsOfFunction) as [PersonFunction, ...PersonFunction[]];
/** Functions of people, for readers. */
export const personFunction = words(
  "PersonFunction",
  personFunctions,
  "Function of the person: a clerk enters, an approver approves, a representative does everything",
);

/** Whether a function allows an act. */
export function allows(personFunction: PersonFunction, act: Act): boolean {
  return (actsOfFunction[personFunction] as readonly Act[]).includes(act);
}

/** Exclusion lists that block enrolling (eligibility to bid: Quzhou 2015, Bozhou 2025; open sanction: Hebei). */
export const exclusionLists = ["dishonest-debtor", "abnormal-operation", "major-tax-violation", "open-environmental-sanction"] as const;
/** How people read them: “the list …”. */
export const exclusionNames: Words<(typeof exclusionLists)[number]> = {
  "dishonest-debtor": { zh: "失信被执行人名单", en: "of dishonest debtors" },
  "abnormal-operation": { zh: "经营异常名录", en: "of abnormal operation" },
  "major-tax-violation": { zh: "重大税收违法名单", en: "of major tax violations" },
  "open-environmental-sanction": { zh: "未结环境处罚名单", en: "of open environmental sanctions" },
};
const exclusionListWords = ["ExclusionList", exclusionLists, "Exclusion list, which blocks enrolling"] as const;
/** Exclusion lists, for readers. */
export const exclusionList = growingWords(...exclusionListWords);
/** Exclusion lists, in answers and facts. */
export const exclusionListOut = growingWordsOut(...exclusionListWords);
/** Standing of a party with the exchange; only an admitted party may act. */
export const standings = registrationLifecycle.states;
/** Standings, for readers. */
export const standing = words("Standing", standings, "Standing of a party with the exchange; only an admitted one may act");
/** Standings that end a registration: they bind nobody and hold no credit code. */
export const endedStandings: readonly (typeof standings)[number][] = ["refused", "withdrawn"];
/** Source classes of sites: permits are not traded between classes. */
export const sourceClasses = ["industrial", "agricultural", "domestic", "other"] as const;
/** Source classes, for readers. */
export const sourceClass = words("SourceClass", sourceClasses, "Source class: classes do not trade with one another");
/**
 * States of a site: what its holder declared, until the bureau has confirmed or corrected it. A site whose licence was found to be
 * another's can't be used any more.
 */
export const siteStates = ["unconfirmed", "confirmed", "licence-lost"] as const;
const siteStateWords = [
  "SiteState",
  siteStates,
  "unconfirmed: as its holder declared it; confirmed: as the bureau found it, so that it can be used; licence-lost: the licence was found to be another's",
] as const;
/** A state of sites, as input. */
export const siteState = growingWords(...siteStateWords);
/** The state of a site, in answers. */
export const siteStateOut = growingWordsOut(...siteStateWords);
