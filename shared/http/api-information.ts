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

/** Where the API is served: the local cloud with its usual port, and deployments. The served document names its own address instead. */
export const servers = [
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

/** Who calls: the bearer of an access token. The document names the issuer of the local cloud; a deployment serves its own. */
export const securitySchemes = {
  openIdConnect: {
    type: "openIdConnect",
    openIdConnectUrl: "http://127.0.0.1:8081/.well-known/openid-configuration",
    description: "访问令牌 Access token of the OpenID issuer, as `Authorization: Bearer`; in the local cloud that of a persona",
  },
} as const;
