import { day, document, minute, type Scene } from "./play.ts";

const reason = { reason: "as announced" };
const regulator = (path: string, body: object, method: "POST" | "PUT" = "POST") => ({ as: "bureau", method, path, body }) as const;

/**
 * Use fees of further plans: the mill pays by itself, cement and pharma by their bank, steel not at all, and certificates of the tax office
 * are booked and reversed. The rates `play` are published.
 */
export async function playFees(scene: Scene): Promise<void> {
  const { ask, stage } = { ...scene.client, stage: scene.stage };
  const year = new Date(stage.now()).getUTCFullYear() + 5;
  for (const each of [year, year + 1, year + 2, year + 3])
    await ask(regulator(`/permits/caps/ezhou/SO2/${each}`, { tonnes: "500", ...document }, "PUT"));
  const cash = await published(scene, { year, years: 2, paymentMode: "exchange-account", personas: ["mill", "cement", "pharma"] });
  const taxed = await published(scene, { year: year + 2, years: 1, paymentMode: "tax-certificate", personas: ["mill"] });
  // More than the cash that steel has left: free cash pays what is due at its day.
  const steep = [{ pollutant: "SO2", cnyPerTonneYear: "2000000" }];
  await ask(regulator("/allocations/rates/steep", { title: "Steep rates", ...document, validFrom: "2020-01-01", rates: steep }, "PUT"));
  const terms = { year, years: 1, paymentMode: "exchange-account", rateTableId: "steep" };
  const missed = await published(scene, { ...terms, personas: ["steel"] });
  const waiting = await published(scene, { ...terms, year: year + 3, personas: ["cement"], paymentDays: 365 });
  await stage.untilIdle();
  await scene.moveOn(2 * day);
  await scene.receive("mill", "1000");
  await scene.receive("pharma", "160");
  for (const planId of [cash, taxed, missed, waiting])
    await ask(regulator(`/allocations/plans/${planId}/decision`, { approved: true, ...document, ...reason }));
  await stage.untilIdle();
  await readDues(scene);
  const ofCash = (persona: string) => `/allocations/${cash}.${scene.site(persona)}`;
  const payment = (amount: string) => ({ as: "mill", method: "POST", path: `${ofCash("mill")}/payments`, body: { amount } }) as const;
  await scene.client.refused("payment-below-instalment", payment("1"));
  await ask(payment("160"));
  await scene.receive("cement", "160");
  await certify(scene, `/allocations/${taxed}.${scene.site("mill")}`, year + 2);
  await scene.moveOn(2 * day);
  await scene.closeBankDays();
  await scene.moveOn(2 * minute);
  const stateOf = async (persona: string) => (await ask({ as: persona, method: "GET", path: ofCash(persona) })).state;
  const { state: ofSteel } = await ask({ as: "steel", method: "GET", path: `/allocations/${missed}.${scene.site("steel")}` });
  const states = [await stateOf("cement"), await stateOf("pharma"), ofSteel].join();
  if (states !== "delivered,delivered,returned") throw new Error(`first payments of cement, pharma and steel: ${states}`);
  await secondInstalments(scene, `/allocations/${cash}`, year, stateOf);
}

/** Once the second instalments come up, the mill pays its own, pharma by its bank, and what cement has is recovered: a part, then the rest. */
async function secondInstalments(scene: Scene, cash: string, year: number, stateOf: (persona: string) => Promise<unknown>): Promise<void> {
  await scene.moveOn(187 * day);
  const payment = { as: "mill", method: "POST", path: `${cash}.${scene.site("mill")}/payments`, body: { amount: "240" } } as const;
  await scene.client.ask(payment);
  await scene.receive("pharma", "240");
  await scene.receive("cement", "100");
  const named = { partyId: scene.party("cement"), siteId: scene.site("cement") };
  const instrument = `permit/SO2/ezhou/${year}-01/${year + 1}-12`;
  const order = { ...named, ground: "closure", reason: "closed", paidPermits: [instrument], ...document };
  const cut = { instrument, tonnes: "0.7" };
  await scene.client.ask(regulator("/surplus/buy-back-fund", { amount: "50.00", ...document }));
  await scene.client.refused("permit-was-paid", regulator("/surplus/recoveries", { ...order, paidPermits: [] }));
  await scene.client.ask(regulator("/surplus/recoveries", { ...order, ground: "cut", cut }));
  await scene.moveOn(6 * minute);
  await scene.client.ask(regulator("/surplus/recoveries", order));
  await scene.moveOn(6 * minute);
  const states = [await stateOf("mill"), await stateOf("pharma"), await stateOf("cement")].join();
  if (states !== "paid-up,paid-up,ended") throw new Error(`second instalments of mill, pharma and cement: ${states}`);
}

interface PlanOfPlay {
  readonly year: number;
  readonly years: number;
  readonly paymentMode: string;
  readonly personas: readonly string[];
  readonly rateTableId?: string;
  readonly paymentDays?: number;
}

/** A published plan for the sites of some personas, whose days are as short as they may be. */
async function published(
  scene: Scene,
  { year, years, paymentMode, personas, rateTableId = "play", paymentDays = 1 }: PlanOfPlay,
): Promise<string> {
  const { ask } = scene.client;
  const terms = { kind: "initial", title: "Fees", determinedOn: "2020-01-01", firstMonth: `${year}-01`, years, ...document };
  const days = { announcedDays: 1, paymentDays, graceDays: 0, noticeDays: 180 };
  const draft = { ...terms, ...days, rateTableId, instalments: years, paymentMode };
  const planId = String((await ask(regulator("/allocations/plans", draft))).planId);
  const lines = await Promise.all(personas.map((persona) => lineOf(scene, persona)));
  await ask(regulator(`/allocations/plans/${planId}/lines`, { lines }, "PUT"));
  await ask(regulator(`/allocations/plans/${planId}/publication`, {}));
  return planId;
}

async function lineOf(scene: Scene, persona: string) {
  const { ask } = scene.client;
  const { creditCode } = await ask({ as: persona, method: "GET", path: "/parties/own" });
  const { licenceNumber } = await ask({ as: persona, method: "GET", path: `/sites/${scene.site(persona)}` });
  const basis = { kind: "operating", since: "2015-01-01", method: "as licensed", ...document };
  return { creditCode, licenceNumber, amounts: [{ pollutant: "SO2", tonnes: "1" }], basis };
}

async function readDues(scene: Scene): Promise<void> {
  await scene.reads("/allocations/own/dues", "/allocations/own/dues?limit=0", "validation-failed", "mill");
  await scene.reads("/allocations/all/dues?overdue=true", "/allocations/all/dues?limit=0", "validation-failed", "bureau");
}

/** A certificate pays everything, the permits are recovered, and the certificate is reversed: they are owed, and the job looks for them. */
async function certify(scene: Scene, allocation: string, year: number): Promise<void> {
  const { ask, refused } = scene.client;
  const certificates = `${allocation}/certificates`;
  const booking = (issuedOn: string) => regulator(certificates, { certificateNumber: "PLAY-1", issuedOn, amount: "200" });
  await refused("certificate-in-future", booking(scene.bankDay(2)));
  await ask(booking(scene.bankDay(0)));
  await scene.reads(certificates, "/allocations/none.none/certificates", "not-found", "mill");
  const named = { partyId: scene.party("mill"), siteId: scene.site("mill") };
  const cut = { instrument: `permit/SO2/ezhou/${year}-01/${year}-12`, tonnes: "1" };
  await ask(regulator("/surplus/buy-back-fund", { amount: "50.00", ...document }));
  const order = { ...named, ground: "cut", reason: "not used", paidPermits: [cut.instrument], ...document, cut };
  await ask(regulator("/surplus/recoveries", order));
  await scene.moveOn(6 * minute);
  const reversal = regulator(`${certificates}/PLAY-1/reversal`, { reason: "the tax office paid it back" });
  await scene.requests(() => reversal);
  await refused("certificate-reversed", reversal);
  // The job looks for what is owed.
  await scene.moveOn(2 * minute);
  await ask(regulator(certificates, { certificateNumber: "PLAY-2", issuedOn: scene.bankDay(0), amount: "200" }));
}
