import { dayOf, plusMonths } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, formatFen, plain, sum, zero } from "../../../shared/kernel/decimal.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { type Account, partyAccount, readAccount } from "../../../shared/ledger/account.ts";
import type { Ledger } from "../../../shared/ledger/ledger.ts";
import type { Position } from "../../../shared/ledger/rows.ts";
import type { Party } from "../../../shared/members/members.ts";
import { exclusionNames } from "../../../shared/members/vocabulary.ts";
import { type FeeDebtReader, feeDuePrefix } from "../../../shared/permits/fee-debts.ts";
import type { AssetKind, Exclusion } from "../asset-kinds.ts";
import { accidentYears } from "./disclosure-rules.ts";
import type { ExclusionReads } from "./exclusion-store.ts";
import type { Accident, Standing } from "./rows.ts";

/** Dependencies of looking for exclusions: see `exclusionGrants` for the rights that go with them. */
export interface ExclusionPorts {
  readonly own: ExclusionReads;
  readonly ledger: Pick<Ledger, "dues">;
  readonly fees: FeeDebtReader;
}

/** A rule that keeps an asset or its owner from being pledged, with what fails it. */
export interface Failing {
  readonly rule: Exclusion;
  /** Code of the problem that refuses for it. */
  readonly code: "unpaid-fee" | "excluded";
  /** What was found. */
  readonly because: Bilingual;
  /** Document of the rule. */
  readonly source: Bilingual;
}

/** A position, as far as exclusions depend on it. */
export type Examined = Pick<Position, "account" | "instrument" | "heldFor">;
/** The owner of positions, as far as exclusions depend on it. */
export type Owner = Pick<Party, "partyId" | "exclusions">;

/** What is known of an owner and its positions. */
export interface Known {
  readonly owner: Owner;
  /** Fees that the owner owes, in CNY. */
  readonly dueCny: Decimal;
  /** Tonnes owed of a position, by `<account> <instrument>`. */
  readonly debts: ReadonlyMap<string, Decimal>;
  readonly standings: readonly Standing[];
  readonly accidents: readonly Accident[];
}

/** Every exclusion of a kind of asset that a position or its owner fails now, in the order of the kind's rules; none if it may be pledged. */
export async function exclusionsOf(
  ports: ExclusionPorts,
  kind: AssetKind,
  position: Examined,
  owner: Owner,
  at: Instant,
): Promise<readonly Failing[]> {
  const known = await knownOf(ports, [{ kind, position }], owner, at);
  return failingOf(kind, position, known);
}

/** The refusal for what fails: the first of the kind's rules. */
export function refusalOf({ rule, code, because, source }: Failing) {
  const facts = { because: messageOf(because), source: messageOf(source) };
  return code === "unpaid-fee" ? { code, ...facts } : { code, rule, ...facts };
}

/** What is known of the positions of one owner, a hundred at most: what they share is read once. */
export async function knownOf(
  { own, ledger, fees }: ExclusionPorts,
  examined: readonly { readonly kind: AssetKind; readonly position: Examined }[],
  owner: Owner,
  at: Instant,
): Promise<Known> {
  const concerned = (rule: Exclusion) => examined.filter(({ kind }) => kind.exclusions.includes(rule)).map(({ position }) => position);
  const [paying, emitting, accidental] = [concerned("unpaid-fee"), concerned("over-emission"), concerned("major-accident")];
  const account = partyAccount(owner.partyId);
  const since = plusMonths(dayOf(at), -accidentYears * 12);
  const [dues, debts, standings, accidents] = await Promise.all([
    paying.length === 0 ? [] : ledger.dues(account),
    feeDebtsOf(fees, paying),
    Promise.all(accountsOf(emitting).map((each) => own.standings(each, lastYear(at)))),
    accidental.length === 0
      ? []
      : Promise.all([...new Set([account, ...accountsOf(accidental)])].map((each) => own.accidents(each, since))),
  ]);
  return {
    owner,
    dueCny: sum(dues.filter(({ dueId }) => dueId.startsWith(feeDuePrefix)).map(({ amount }) => amount)),
    debts,
    standings: standings.flat(),
    accidents: accidents.flat(),
  };
}

/** Tonnes that are owed of a position. */
export function debtOf({ account, instrument }: Pick<Examined, "account" | "instrument">, { debts }: Pick<Known, "debts">): Decimal {
  return debts.get(`${account} ${instrument}`) ?? zero;
}

async function feeDebtsOf(fees: FeeDebtReader, positions: readonly Examined[]): Promise<ReadonlyMap<string, Decimal>> {
  const named = positions.flatMap(({ account, instrument }) => {
    const { kind, id: siteId } = readAccount(account);
    return kind === "site" ? [[`${siteId} ${instrument}`, { siteId, instrument }] as const] : [];
  });
  // Two parts of a pledge may lie on one position.
  const names = [...new Map(named).values()];
  const found = names.length === 0 ? [] : await fees.feeDebts(names);
  return new Map(found.map(({ siteId, instrument, tonnes }) => [`site:${siteId} ${instrument}`, tonnes]));
}

function accountsOf(positions: readonly Examined[]): readonly Account[] {
  return [...new Set(positions.map(({ account }) => account))];
}

/** The calendar year before an instant's, in Shanghai. */
function lastYear(at: Instant): string {
  return String(Number(dayOf(at).slice(0, 4)) - 1);
}

/** Every exclusion of a kind of asset that a position fails. */
export function failingOf({ exclusions, source }: AssetKind, position: Examined, known: Known): readonly Failing[] {
  return exclusions.flatMap((rule) => rules[rule](position, known).map((because) => ({ rule, code: codes[rule], because, source })));
}

const codes = {
  "unpaid-fee": "unpaid-fee",
  "over-emission": "excluded",
  "exclusion-list": "excluded",
  "major-accident": "excluded",
} as const satisfies Record<Exclusion, Failing["code"]>;

/** What each rule finds about a position and its owner; nothing where it holds. */
const rules: Readonly<Record<Exclusion, (position: Examined, known: Known) => readonly Bilingual[]>> = {
  "unpaid-fee"(position, known) {
    const { heldFor } = position;
    const { dueCny } = known;
    const held = (heldFor["unpaid-fee"] ?? zero).plus(heldFor["overdue-fee"] ?? zero);
    const owed = debtOf(position, known);
    return [
      ...some(held, (tonnes) => ({ zh: `${tonnes} 吨尚未缴清有偿使用费`, en: `the use fee of ${tonnes} t of it is not paid` })),
      ...some(owed, (tonnes) => ({
        zh: `缴费凭证冲正后尚欠 ${tonnes} 吨`,
        en: `${tonnes} t are owed since a certificate of payment was reversed`,
      })),
      ...(dueCny.gt(0)
        ? [{ zh: `所有人尚欠有偿使用费 ${formatFen(dueCny)} 元`, en: `its owner owes use fees of ${formatFen(dueCny)} CNY` }]
        : []),
    ];
  },
  "over-emission": ({ account }, { standings }) =>
    standings
      .filter((standing) => standing.account === account && decimal(standing.gapTonnes).gt(0))
      .map(({ year, pollutant, gapTonnes }) => ({
        zh: `${year} 年 ${pollutant} 超出持有量排放 ${gapTonnes} 吨`,
        en: `${gapTonnes} t of ${pollutant} were discharged in ${year} beyond what was held`,
      })),
  "exclusion-list": (_position, { owner }) =>
    owner.exclusions.map((list) => ({
      zh: `所有人列入${exclusionNames[list].zh}`,
      en: `its owner is on the list ${exclusionNames[list].en}`,
    })),
  "major-accident": ({ account }, { owner, accidents }) =>
    accidents
      .filter(({ partyId, siteId }) => (siteId === undefined ? partyId === owner.partyId : account === `site:${siteId}`))
      .map(({ happenedOn, documentNumber }) => ({
        zh: `${happenedOn} 发生重大环境污染事故（${documentNumber}）`,
        en: `a major accident happened on ${happenedOn} (${documentNumber})`,
      })),
};

function some(tonnes: Decimal, says: (tonnes: string) => Bilingual): readonly Bilingual[] {
  return tonnes.gt(0) ? [says(plain(tonnes))] : [];
}
