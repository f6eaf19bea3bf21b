import type { Bilingual } from "../kernel/problem.ts";
import { bodyBounds } from "./json-bounds.ts";

const { values, depth } = bodyBounds;

/** What a client's author needs to know of all operations, by subject. */
const sections: readonly { readonly title: Bilingual; readonly text: Bilingual }[] = [
  {
    title: { zh: "登录", en: "Sign in" },
    text: {
      zh: "以 OpenID Connect 登录，其发行方见 `securitySchemes`；每次调用带 `Authorization: Bearer <访问令牌>`。标为公开的接口无需令牌。令牌说明是何人，角色和职务由会员登记决定。",
      en: "By OpenID Connect, at the issuer in `securitySchemes`; send `Authorization: Bearer <access token>` with each call. Public operations need no token. The token says who calls; role and function follow from the membership.",
    },
  },
  {
    title: { zh: "幂等键", en: "Idempotency keys" },
    text: {
      zh: "每次写操作须带 `Idempotency-Key`，每项新操作换一个新键（如 UUID）。键按单位和接口区分，保存 30 天。超时、429、5xx 之后用同一个键和相同内容重试（有 `Retry-After` 时先等待），不会重复办理；重放的应答带 `Idempotency-Replayed: true`。",
      en: "Every write takes an `Idempotency-Key`: a new one, such as a UUID, for each new command. A key counts for one party and operation, and is kept for 30 days. After a timeout, 429 or 5xx repeat the call with the same key and the same input, after `Retry-After` where it is given: nothing is done twice. A stored answer has `Idempotency-Replayed: true`.",
    },
  },
  {
    title: { zh: "分页", en: "Paging" },
    text: {
      zh: "列表用 `limit` 限定行数；应答有 `nextCursor` 时，原样作为 `cursor` 取下一页，没有即为最后一页。一页可以少于 `limit` 行。",
      en: "Lists take `limit`. Where an answer has `nextCursor`, pass it unchanged as `cursor` for the next page; the last page has none. A page can have fewer rows than `limit`.",
    },
  },
  {
    title: { zh: "应答", en: "Answers" },
    text: {
      zh: "201 表示已创建，`Location` 为其路径。202 表示已经办、待第二人复核：申请的路径在 `Location` 和 `address` 中，本单位另一人对其下的 `/approval` 或 `/refusal` 办理。200 表示已完成。",
      en: "201: created, at the path in `Location`. 202: entered, and nothing is done yet; the path of the request is in `Location` and `address`, and a second person of the party posts to `/approval` or `/refusal` below it. 200: done.",
    },
  },
  {
    title: { zh: "错误", en: "Errors" },
    text: {
      zh: '错误为 `application/problem+json`（RFC 9457）：程序以 `type` 区分，`detail` 供人阅读，`errors` 逐项指出输入何处有误；其含义见 `/problems/{code}`。令牌无效、超出限额或函数无应答时由网关应答，为英文的 `{"message"}`。',
      en: 'Errors are `application/problem+json` (RFC 9457): programs read `type`, people `detail`, and `errors` says where an input is wrong; `/problems/{code}` explains each. Without a valid token, over a limit, or when a function does not answer, the gateway answers with `{"message"}`, in English.',
    },
  },
  {
    title: { zh: "限额", en: "Limits" },
    text: {
      zh: `每条路由每秒：报价 500 次，查询 200 次，其他写操作 100 次，短时可达两倍；超出为 429。请求体不超过 4 MB、${values} 个成员和元素、${depth} 层嵌套，成员不得重复。`,
      en: `A second and route: 500 calls of bidding, 200 reads, 100 other writes, and twice as many at once; beyond that 429. A body has at most 4 MB, ${values} members and elements in all and ${depth} levels, and names no member twice.`,
    },
  },
  {
    title: { zh: "语言", en: "Languages" },
    text: {
      zh: "错误说明默认用中文，`Accept-Language: en` 用英文；应答的 `Content-Language` 注明所用语言。",
      en: "Errors are described in Chinese, or in English with `Accept-Language: en`; `Content-Language` says which.",
    },
  },
  {
    title: { zh: "取值", en: "Values" },
    text: {
      zh: "金额、价格和吨数为十进制数字符串，勿转为浮点数。时刻为 UTC 的 ISO 8601，年份 1970 至 9999；日期按鄂州当地。每个值只有一种写法，文本须为 Unicode NFC，不含控制、不可见、改变方向、私用和未分配的字符；不代为更正，未知成员一律拒绝。",
      en: "Money, prices and tonnes are decimal strings: don't make floats of them. Instants are ISO 8601 in UTC, in the years 1970 to 9999; dates are those of Ezhou. Every value has one form, and numbers in queries are plain decimal digits. Text is in Unicode normal form C, without damaged, control, invisible, direction-changing, private and unassigned characters. Nothing is corrected, and unknown members are refused at any depth.",
    },
  },
  {
    title: { zh: "演进", en: "Evolution" },
    text: {
      zh: "同一版本内应答可能增加成员：请忽略不认识的成员。应答中的词表在版本内不变；标有 `x-extensible-enum` 的词表和事实的种类可能增加。",
      en: "Responses may get new members within a version: ignore those that you don't know. A list of words in a response is complete for the version, except where it has `x-extensible-enum`: there, and among facts, expect words that are not listed yet.",
    },
  },
];

/** The `description` of the API, in Markdown. */
export const overview = [
  "鄂州生态价值交易所：排污权公开出让、资金结算与监管台账。",
  "The exchange for emission permits of Ezhou: public sales, settlement in cash, and the records of authorities.",
  ...sections.flatMap(({ title, text }) => [`## ${title.zh} ${title.en}`, text.zh, text.en]),
].join("\n\n");
