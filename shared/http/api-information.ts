import { overview } from "./api-overview.ts";

/** The `info` of the API description. */
export const information = {
  // Generators name packages after it, so it is ASCII.
  title: "EcoValue Exchange",
  version: "1",
  summary: "生态价值交易所：鄂州排污权公开出让 Emission permits of Ezhou: announced, bid for under seal, settled",
  description: overview,
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
