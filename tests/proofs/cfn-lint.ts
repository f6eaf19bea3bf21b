import { globSync } from "node:fs";
import { join } from "node:path";
import { synthesizeDeployed } from "./deployed-assembly.ts";
import { run, withPython } from "./python.ts";

/** Lints all templates by AWS's schemas of the regions in `.cfnlintrc.yaml`, where each ignored rule has its reason. Throws on findings. */
export function lintTemplates(): Promise<void> {
  return withPython(async ({ folder, program }) => {
    const assembly = join(folder, "assembly");
    await synthesizeDeployed(assembly);
    const templates = globSync("*.template.json", { cwd: assembly }).sort();
    const config = join(import.meta.dirname, "../../.cfnlintrc.yaml");
    await run(program("cfn-lint"), ["--config-file", config, "--", ...templates.map((name) => join(assembly, name))]);
    console.log(`cfn-lint finds nothing in ${templates.length} templates`);
  });
}
