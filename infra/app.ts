import { readSettings } from "./settings/settings.ts";
import { synthesize } from "./synthesize.ts";

/** The CDK app: `npx cdk synth` or `node infra/app.ts`. Settings come from `ECOVALUE_*` variables. */
await synthesize({ settings: readSettings(process.env), ...(process.env.CDK_OUTDIR ? {} : { out: "cdk.out" }) });
