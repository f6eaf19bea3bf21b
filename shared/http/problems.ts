import * as z from "zod";
import type { Refusal } from "../kernel/outcome.ts";
import type { Bilingual, ProblemTable } from "../kernel/problem.ts";
import { detailOf, factsOf } from "../kernel/problem-text.ts";
import { actNames, functionNames, roleNames } from "../members/vocabulary.ts";
import { errorsListed } from "./input-errors.ts";
import { bodyBounds } from "./json-bounds.ts";

const { values, depth } = bodyBounds;

/** Problems that any endpoint can return. */
export const commonProblems = {
  unauthenticated: {
    status: 401,
    title: { zh: "未登录", en: "Not signed in" },
    detail: { zh: "此操作需要登录，请携带访问令牌重试。", en: "This operation needs an access token. Sign in and try again." },
  },
  "subject-refused": {
    status: 401,
    title: { zh: "令牌主体不可用", en: "Subject of the token not usable" },
    detail: {
      zh: "访问令牌的 sub 须为 1–255 个可见 ASCII 字符，首尾不得有空格或控制字符。请联系身份提供方。",
      en: "The `sub` of the token has to be 1 to 255 visible ASCII characters without blanks at the ends or control characters. Ask its issuer.",
    },
  },
  "not-a-member": {
    status: 403,
    title: { zh: "尚非会员", en: "Not a member" },
    detail: {
      zh: "您已登录，但尚未成为任何会员单位的代表。请先登记单位并等待交易所核准。",
      en: "You are signed in but do not act for a member. Register your organisation and wait for its admission.",
    },
  },
  "member-not-admitted": {
    status: 403,
    title: { zh: "尚未核准", en: "Not admitted" },
    detail: {
      zh: "贵单位的登记申请尚未获交易所核准，核准后方可办理此业务。",
      en: "The exchange has not admitted your organisation yet; this operation is available after admission.",
    },
  },
  "role-not-allowed": {
    status: 403,
    title: { zh: "角色无权限", en: "Role not allowed" },
    detail: { zh: "您的角色是{role}，此操作仅限：{allowed}。", en: "Your role is {role}; this operation requires: {allowed}." },
    words: { role: roleNames, allowed: roleNames },
  },
  "function-not-allowed": {
    status: 403,
    title: { zh: "职务无权限", en: "Function not allowed" },
    detail: {
      zh: "您在本单位的职务是{function}，不能进行此操作（{act}）。请由本单位代表办理。",
      en: "Your function in your organisation is {function}, which does not allow this ({act}). Ask one of its representatives.",
    },
    words: { function: functionNames, act: actNames },
  },
  "letter-not-valid": {
    status: 403,
    title: { zh: "授权书不在有效期", en: "Letter of authority not valid" },
    detail: {
      zh: "您的授权书有效期为 {from} 至 {until}，期外只能查询。请由本单位代表更新授权书。",
      en: "Your letter of authority is valid from {from} to {until}; outside it you can only read. Ask a representative to renew it.",
    },
  },
  "member-suspended": {
    status: 403,
    title: { zh: "会员资格已暂停", en: "Member suspended" },
    detail: {
      zh: "贵单位资格已暂停（{reason}），只能查询。请联系交易所。",
      en: "Your organisation is suspended ({reason}) and can only read. Contact the exchange.",
    },
  },
  "not-found": {
    status: 404,
    title: { zh: "未找到", en: "Not found" },
    detail: { zh: "没有该对象，或不属于您可见的范围。", en: "It does not exist, or you are not allowed to see it." },
  },
  "no-such-path": {
    status: 404,
    title: { zh: "没有此路径", en: "No such path" },
    detail: { zh: "接口没有此路径。全部路径见 /openapi.json。", en: "The API has no such path. All of its paths are in /openapi.json." },
  },
  "method-not-allowed": {
    status: 405,
    title: { zh: "不支持此方法", en: "Method not allowed" },
    detail: { zh: "此路径只接受以下方法：{allow}。", en: "This path takes these methods only: {allow}." },
  },
  "malformed-body": {
    status: 400,
    title: { zh: "请求体无法解析", en: "Unreadable body" },
    detail: {
      zh: `{reason}。请求体须为 JSON（application/json，UTF-8，无 BOM），不超过 4 MB、${values} 个成员和元素、${depth} 层嵌套，成员不得重复。`,
      en: `{reason}. A body is JSON (application/json, UTF-8, no byte order mark) of at most 4 MB, ${values} members and elements and ${depth} levels, and names no member twice.`,
    },
  },
  "validation-failed": {
    status: 422,
    title: { zh: "输入不符合要求", en: "Invalid input" },
    detail: {
      zh: `共有 {errorCount} 处不符合要求，由 errors 列出（最多 ${errorsListed} 处）。请逐项修改后重试。`,
      en: `Number of errors: {errorCount}. \`errors\` lists them, up to ${errorsListed}. Correct each and try again.`,
    },
  },
  "idempotency-key-missing": {
    status: 400,
    title: { zh: "缺少幂等键", en: "Idempotency key missing" },
    detail: {
      zh: "写操作须带 Idempotency-Key 请求头（1–128 个可见 ASCII 字符）；重试时使用同一个键。",
      en: "A write needs the header Idempotency-Key (1 to 128 visible ASCII characters); reuse the same key to retry.",
    },
  },
  "idempotency-key-reused": {
    status: 409,
    title: { zh: "幂等键已用于其他输入", en: "Idempotency key used with another input" },
    detail: {
      zh: "该键此前用于不同的内容。新的操作请换新的键。",
      en: "This key was already used with a different input. Choose a new key for a new command.",
    },
  },
  busy: {
    status: 503,
    title: { zh: "系统繁忙", en: "Busy" },
    detail: {
      zh: "暂时无法完成，未产生任何变更。请稍后用同一个幂等键重试。",
      en: "The request could not be completed right now. Try again shortly with the same idempotency key.",
    },
  },
  fault: {
    status: 500,
    title: { zh: "系统内部错误", en: "Internal fault" },
    detail: {
      zh: "没有任何操作完成一半。请用同一个幂等键重试。",
      en: "Nothing is half done. Retry with the same idempotency key.",
    },
  },
} as const satisfies ProblemTable;

/** A problem document (RFC 9457) with the refusal's facts as extension members. */
export const problemDocumentSchema = z
  .looseObject({
    type: z.string().describe("/problems/<code>"),
    title: z.string().describe("Short name of the problem; the same for every occurrence"),
    status: z.int().describe("HTTP status"),
    detail: z.string().describe("What happened, why, and what to do"),
    instance: z.string().describe("Request id"),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe("JSON pointer below /params, /query or /body"),
          detail: z.string().describe("What is expected there"),
        }),
      )
      .max(errorsListed)
      .optional()
      .describe(`Of validation-failed: the first ${errorsListed} errors`),
    errorCount: z.int().optional().describe("Of validation-failed: how many errors there are in all"),
  })
  .describe("RFC 9457");
/** See the schema. */
export type ProblemDocument = z.output<typeof problemDocumentSchema>;

/**
 * Turns a refusal into its problem document; `{name}` in the row's texts becomes the refusal's member of that name. A refusal that the table
 * does not explain is a fault of ours.
 */
export function problemDocument(
  table: ProblemTable,
  refusal: Refusal,
  { language, instance }: { readonly language: keyof Bilingual; readonly instance: string },
): ProblemDocument {
  const row = Object.hasOwn(table, refusal.code) ? table[refusal.code] : undefined;
  if (!row) return problemDocument(commonProblems, { code: "fault" }, { language, instance });
  const facts = factsOf(refusal, language);
  return {
    ...facts,
    type: `/problems/${refusal.code}`,
    title: row.title[language],
    status: row.status,
    detail: detailOf(row, facts, language),
    instance,
  };
}
