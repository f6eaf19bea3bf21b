import * as z from "zod";
import { decimal } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { message } from "../../../shared/kernel/message.ts";
import { id, plainDate, positiveTonnes, shortText, tonnes } from "../../../shared/kernel/schemas.ts";
import { creditCodeFault } from "../../../shared/members/credit-code.ts";
import { licenceNumberFault } from "../../../shared/members/licence-number.ts";
import { pollutantCode, pollutants } from "../../../shared/permits/pools.ts";

/** An amount of a licence: a pollutant and its tonnes a year, as decimal string. */
export type Amount = readonly [pollutant: string, tonnes: string];

const known = pollutants.map(({ code }) => code);
const amountsMessage = message(
  `须为“污染物=吨”，以分号分隔，如 COD=12.5;NH3-N=1.25；污染物：${known.join("、")}`,
  `pollutants with tonnes a year, as in COD=12.5;NH3-N=1.25, of ${known.join(", ")}, each once`,
);

/** The amounts of a licence; undefined if they are not well formed. */
function amountsIn(text: string): Amount[] | undefined {
  if (text.trim() === "") return [];
  const amounts = text.split(";").map((part): Amount | undefined => {
    const [pollutant = "", figure = "", ...rest] = part.split("=").map((each) => each.trim());
    const sound = rest.length === 0 && known.includes(pollutant) && tonnes.safeParse(figure).success;
    return sound ? [pollutant, decimal(figure).toString()] : undefined;
  });
  const sound = amounts.filter((each) => each !== undefined);
  return sound.length === amounts.length && new Set(sound.map(([pollutant]) => pollutant)).size === sound.length ? sound : undefined;
}

const licenceNumber = z
  .string()
  .refine(
    (text) => licenceNumberFault(text) === undefined,
    message("不合 HJ 608-2017 的排污许可证编号", "not the number of a discharge licence (HJ 608-2017)"),
  );
const creditCode = z
  .string()
  .refine(
    (text) => creditCodeFault(text) === undefined,
    message("不合 GB 32100-2015 的代码", "not a unified social credit code (GB 32100-2015)"),
  );

/** Columns of a file of discharge licences, in the order of its header. */
export const licenceColumns = {
  licenceNumber,
  creditCode,
  holderName: shortText,
  validFrom: plainDate,
  validUntil: plainDate,
  siteName: shortText,
  amounts: z
    .string()
    .refine((text) => amountsIn(text) !== undefined, { message: amountsMessage, abort: true })
    .transform((text) => required(amountsIn(text), "amounts of a licence")),
} as const;

/** Columns of a file of EIA approvals, in the order of its header. */
export const eiaColumns = {
  eiaNumber: shortText,
  creditCode,
  project: id.max(50),
  pollutant: pollutantCode,
  tonnes: positiveTonnes.transform((value) => value.toString()),
  approvedOn: plainDate,
} as const;

/** Messages about the lines of a file. */
export const lineMessages = {
  repeatedLicence: message("文件中有重复的许可证", "the licence occurs twice in the file"),
  repeatedApproval: message("文件中有重复的项目和污染物", "the project and pollutant occur twice in the file"),
  validity: message("有效期止于开始之前", "the validity ends before it begins"),
  inFuture: message("批复日期晚于今日", "the approval is dated after today"),
} as const;
