import { defineContext } from "../../shared/deployment/context.ts";
import { documentationEndpoints } from "./contract.ts";

/** The API's own description, for everybody. */
export const documentation = defineContext({
  name: "documentation",
  description: "接口说明、问题与事件 The description of this API, its problems and events.",
  endpoints: documentationEndpoints,
  problems: {},
  facts: {},
  tables: {},
  functions: {
    "documentation-api": {
      kind: "api",
      handler: "functions/documentation/api.handler.ts",
      endpoints: documentationEndpoints,
      answersTheRest: true,
      assets: [
        "docs/openapi.json",
        "docs/events",
        "functions/documentation/page",
        "node_modules/openapi-explorer/dist/browser/openapi-explorer.min.js",
      ],
      impact: "Developers cannot read the description of the API, and requests to paths that it does not have fail",
      grants: [],
    },
  },
});
