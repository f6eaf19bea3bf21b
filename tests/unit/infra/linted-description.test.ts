import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lintFromString, loadConfig } from "@redocly/openapi-core";
import spectralCore, { type RulesetDefinition } from "@stoplight/spectral-core";
import { Json, Yaml } from "@stoplight/spectral-parsers";
import { oas } from "@stoplight/spectral-rulesets";
import { describe, expect, it } from "vitest";

const pathOf = (file: string): string => fileURLToPath(new URL(`../../../${file}`, import.meta.url));
const described = readFileSync(pathOf("docs/openapi.json"), "utf8");

/** A finding: the rule and where it was broken. */
type Finding = string;

/** What Redocly finds by `redocly.yaml`. */
async function redocly(source: string): Promise<Finding[]> {
  const config = await loadConfig({ configPath: pathOf("redocly.yaml") });
  const problems = await lintFromString({ source, absoluteRef: pathOf("docs/openapi.json"), config });
  return problems.map(({ ruleId, message, location: [at] }) => `${ruleId} at ${at?.pointer}: ${message}`);
}

/** What Spectral finds by `.spectral.yaml`. */
async function spectral(source: string): Promise<Finding[]> {
  const { Document, Spectral } = spectralCore;
  const { rules } = Yaml.parse(readFileSync(pathOf(".spectral.yaml"), "utf8")).data as { readonly rules: Record<string, "off"> };
  const linter = new Spectral();
  linter.setRuleset({ extends: [[oas as RulesetDefinition, "all"]], rules });
  const problems = await linter.run(new Document(source, Json, "docs/openapi.json"));
  return problems.map(({ code, message, path }) => `${code} at ${path.join("/")}: ${message}`);
}

describe.each([
  ["Redocly", redocly],
  ["Spectral", spectral],
] as const)("%s", (_name, lint) => {
  it("finds nothing in the description of the API", async () => {
    expect(await lint(described)).toEqual([]);
  });

  it("finds an operation without an id, and a server that is missing", async () => {
    const operation = { summary: "Lists", responses: { "200": { description: "Done" } } };
    const broken = { openapi: "3.1.0", info: { title: "Broken", version: "1" }, paths: { "/things": { get: operation } } };
    const found = (await lint(JSON.stringify(broken))).join("\n");
    expect(found).toMatch(/operation-operationId at /);
    expect(found).toMatch(/servers at /);
  });
});
