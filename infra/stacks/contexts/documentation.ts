import { type ContextDefinition, readMembers } from "../context.ts";

/** The API's own description, for everybody. */
export const documentation: ContextDefinition = {
  name: "documentation",
  functions: [
    {
      kind: "api",
      id: "documentation-api",
      entry: "functions/documentation/api.ts",
      routes: [
        { method: "GET", path: "/openapi.json", public: true },
        { method: "GET", path: "/problems/{code}", public: true },
        { method: "GET", path: "/events", public: true },
        { method: "GET", path: "/events/{factType}/{version}", public: true },
      ],
      assets: ["docs/openapi.json", "docs/events"],
      whoIsHurt: "Developers cannot read the description of the API",
      grants: [readMembers],
    },
  ],
};
