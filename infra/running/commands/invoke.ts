import { runCloudCommand } from "./cloud-command.ts";

/** `npm run -s invoke -- FUNCTION [EVENT]`: runs a function of the running local cloud, as `aws lambda invoke` runs a deployed one. */
await runCloudCommand({
  usage: `npm run -s invoke -- FUNCTION [EVENT] [--state FOLDER]
Runs a function of the running local cloud with an event (JSON) and prints what it returned, for example
  npm run -s invoke -- ecovalue-replay '{"queue":"notices-on-fact","reason":"the cause is fixed","by":"persona-operator","approvedBy":"persona-operator-second"}'`,
  wrongWords([name, event = "{}", ...more]) {
    if (name === undefined) return "which function? such as ecovalue-replay";
    if (more.length > 0) return "one function and one event: put the event in quotes";
    return isJson(event) ? undefined : `the event is not JSON: ${event}`;
  },
  async run(cloud, [name, event = "{}"]) {
    const { payload, functionError } = await cloud.ask("invoke", { name, event: JSON.parse(event) });
    const text = JSON.stringify(payload, undefined, 2) ?? "null";
    if (functionError !== undefined) throw new Error(text);
    return text;
  },
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
