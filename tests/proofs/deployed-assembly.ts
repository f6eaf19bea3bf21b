import { readSettings } from "../../infra/settings/settings.ts";
import { synthesize } from "../../infra/synthesize.ts";

/** Settings as an exchange could have them; nothing calls these addresses. */
export const settings = {
  ECOVALUE_ISSUER: "https://id.ezhou-exchange.cn",
  ECOVALUE_AUDIENCE: "ecovalue-api",
  ECOVALUE_FIRST_OPERATOR: "2c9a1f64-5d0e-4b7a-9a51-3f0a4a1d7c11",
  ECOVALUE_PORTAL_ORIGINS: "https://ezhou-exchange.cn",
  ECOVALUE_ALARM_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:alarms",
  ECOVALUE_MAIL_SENDER: "notices@ezhou-exchange.cn",
} as const;

/** Writes the assembly that is deployed, with all settings set. */
export async function synthesizeDeployed(out: string): Promise<void> {
  console.log("Building the functions and synthesizing the templates that are deployed …");
  await synthesize({ out, settings: readSettings("deployed", settings) });
}
