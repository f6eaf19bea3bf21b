import { type ContextPlay, day, document, firms, type Scene } from "../../support/play.ts";

/** Caps, reserve and certified needs. */
export const play: ContextPlay["play"] = async (scene) => {
  await setCaps(scene);
  await certify(scene);
  await limit(scene);
  await read(scene);
};

/** The term of the sold permits ends. */
export const afterwards: ContextPlay["play"] = (scene) => scene.moveOn(120 * day);

async function setCaps(scene: Scene): Promise<void> {
  const { stage } = scene;
  const { ask, refused } = scene.client;
  const year = new Date(stage.now()).getUTCFullYear();
  const cap = (as: string, of: number) =>
    ({ as, method: "PUT", path: `/permits/caps/ezhou/SO2/${of}`, body: { tonnes: "500", ...document } }) as const;
  for (const each of [year, year + 1]) await ask(cap("bureau", each));
  await refused("outside-your-area", cap("liangzihu", year));
  await scene.requests(() => cap("bureau", year));
  const addition = (pollutant: string, source = "initial-reserve") => {
    const body = { tonnes: "50", source, ...document };
    return { as: "bureau", method: "POST", path: `/permits/reserves/ezhou/${pollutant}`, body } as const;
  };
  await ask(addition("SO2"));
  await refused("pollutant-not-in-pool", addition("COD"));
  const cut = addition("SO2", "initial-allocation-cut");
  await refused("renewal-unknown", { ...cut, body: { ...cut.body, renewalFactId: "renewal.none" } });
  await refused("source-needs-site", addition("SO2", "buy-back"));
}

async function certify(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  for (const persona of firms) await ask(scene.certification(persona, `${persona}-main`));
  await refused("need-exists", scene.certification("mill", "mill-main"));
  await ask(scene.certification("mill", "mill-dropped"));
  const withdrawal = {
    as: "bureau",
    method: "POST",
    path: "/permits/needs/SO2/mill-dropped/withdrawal",
    body: { reason: "cancelled" },
  } as const;
  await ask(withdrawal);
  await refused("need-already-withdrawn", withdrawal);
}

/** A target that a district misses and meets, and an exception that is granted and revoked. */
async function limit(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const target = "/permits/area-targets/420702/air/2026-01-01";
  const missed = (as: string, path: string) => ({ as, method: "PUT", path, body: { until: "2026-12-31", ...document } }) as const;
  await ask(missed("bureau", target));
  await refused("area-of-others", missed("liangzihu", target.replace("420702", "420704")));
  await scene.reads(target, target.replace("air", "water"), "not-found", "mill");
  await scene.reads("/permits/area-targets", "/permits/area-targets?area=nowhere", "validation-failed", "mill");
  const met = { as: "bureau", method: "POST", path: `${target}/attainment`, body: { metFrom: "2026-06-01", ...document } } as const;
  await ask(met);
  await refused("target-already-met", met);
  const grant = (limit: string) => {
    const body = {
      limit,
      pollutant: "SO2",
      siteId: scene.site("mill"),
      approvalNumber: "EZ-2026-2",
      from: "2026-01-01",
      until: "2199-12-31",
    };
    return { as: "bureau", method: "POST", path: "/permits/limit-exceptions", body } as const;
  };
  const { exceptionId } = await ask(grant("target-attained"));
  await refused("limit-not-liftable", grant("pilot-province"));
  const exception = `/permits/limit-exceptions/${String(exceptionId)}`;
  for (const as of ["mill", "bureau"]) {
    await scene.reads(exception, "/permits/limit-exceptions/none", "not-found", as);
    await ask({ as, method: "GET", path: "/permits/limit-exceptions" });
  }
  await refused("not-found", { as: "liangzihu", method: "GET", path: "/permits/limit-exceptions?area=420704" });
  const revocation = { as: "bureau", method: "POST", path: `${exception}/revocation`, body: { reason: "withdrawn" } } as const;
  await ask(revocation);
  await refused("exception-already-revoked", revocation);
}

async function read(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const year = new Date(scene.stage.now()).getUTCFullYear();
  await scene.reads(`/permits/caps/ezhou/SO2/${year}`, "/permits/caps/ezhou/SO2/2099", "not-found", "bureau");
  await scene.reads("/permits/caps/ezhou/SO2", "/permits/caps/nowhere/SO2", "validation-failed", "bureau");
  await scene.reads("/permits/caps/ezhou/SO2/runway", "/permits/caps/ezhou/COD/runway", "pollutant-not-in-pool", "bureau");
  await scene.reads("/permits/reserves/ezhou/SO2", "/permits/reserves/nowhere/SO2", "validation-failed", "bureau");
  await scene.reads("/permits/needs/SO2/mill-main", "/permits/needs/SO2/none", "not-found", "mill");
  for (const path of ["/permits/needs", "/permits/sites"]) {
    for (const as of ["mill", "bureau"]) await ask({ as, method: "GET", path });
    await refused("not-found", { as: "liangzihu", method: "GET", path: `${path}?area=420704` });
  }
  const path = `/permits/sites/${scene.site("mill")}/holdings`;
  for (const as of ["mill", "bureau"]) await ask({ as, method: "GET", path });
  await refused("not-found", { as: "steel", method: "GET", path });
}
