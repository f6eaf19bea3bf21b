import { bodyBounds } from "./json-bounds.ts";

/** What all operations have in common. */
const description = [
  "鄂州生态价值交易所：排污权公开出让、资金结算与监管台账。错误说明默认用中文，`Accept-Language: en` 用英文。",
  "The exchange for emission permits of Ezhou: public sales, settlement in cash, and the records of authorities. Errors are told in Chinese, or in English with `Accept-Language: en`.",
  "All text is in Unicode normal form C and free of damaged, control, invisible, direction-changing, private and unassigned characters; nothing is corrected.",
  "Unknown members are refused at any depth, and every value has one form: numbers in queries are plain decimal digits, instants lie in the years 1970 to 9999.",
  `A body has at most ${bodyBounds.values} members and elements in all and ${bodyBounds.depth} levels, and names no member twice.`,
  "Responses may get new members within a version of this API: ignore those that you don't know.",
  "A list of words in a response is complete for the version, except where it has `x-extensible-enum`: there, and among facts, expect words that are not listed yet.",
].join("\n\n");

/** The `info` of the API description. */
export const information = {
  title: "EcoValue Exchange 生态价值交易所",
  version: "1",
  summary: "Emission permits of Ezhou: announced, bid for under seal, settled 鄂州排污权公开出让",
  description,
  contact: { name: "生态价值交易所 EcoValue Exchange, Ezhou" },
  license: { name: "Proprietary, all rights reserved", identifier: "LicenseRef-Proprietary" },
} as const;

/**
 * Where the API is served: where the document itself is, in the local cloud and in every deployment; and for who has it as a file, the usual
 * address of the local cloud, and that of a deployment.
 */
export const servers = [
  { url: "/", description: "本接口描述所在的服务器 Where this description is served" },
  { url: "http://127.0.0.1:8080", description: "本地 The local cloud, as `npm start` opens it" },
  {
    url: "https://{api}.execute-api.{region}.{domain}",
    description: "部署环境 A deployment without a domain of its own",
    variables: {
      api: { default: "a1b2c3d4e5", description: "Id of the HTTP API, an output of the deployment" },
      region: { default: "cn-north-1", description: "Region of the deployment" },
      domain: { default: "amazonaws.com.cn", enum: ["amazonaws.com", "amazonaws.com.cn"], description: "Domain of the region's partition" },
    },
  },
] as const;

/**
 * Who calls: the bearer of an access token. The document is the same everywhere and names the issuer of the local cloud, as its description
 * says: a deployment's issuer is in its settings, and none of the API's own concern.
 */
export const securitySchemes = {
  openIdConnect: {
    type: "openIdConnect",
    openIdConnectUrl: "http://127.0.0.1:8081/.well-known/openid-configuration",
    description:
      "访问令牌 Access token of the OpenID issuer, as `Authorization: Bearer`; in the local cloud that of a persona. The address is that of the local cloud's issuer (此处为本地地址): every deployment has an issuer of its own, which its operator names",
  },
} as const;
