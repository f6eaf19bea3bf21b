import { randomUUID } from "node:crypto";
import type { LocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { accountOf, closeDay, receipt } from "./bank.ts";
import type { CloudClient, CloudRequest } from "./cloud-client.ts";
import { aLetter, anInvitation } from "./people.ts";

/** A minute in milliseconds. */
export const minute = 60_000;
/** A day in milliseconds. */
export const day = 24 * 60 * minute;
/** The supporting document of every decision in the play. */
export const document = { documentNumber: "EZ-2026-1" };

/** The parts of a local cloud that the play uses. */
export type Stage = Pick<LocalCloud, "now" | "moveClock" | "untilIdle" | "gateway" | "state" | "failures" | "invoke">;

/** One context's part of the play: calls every operation, once accepted and once refused, and triggers all its jobs and consumers. */
export interface ContextPlay {
  readonly play: (scene: Scene) => Promise<void>;
  /** The part that runs after those of all contexts. */
  readonly afterwards?: (scene: Scene) => Promise<void>;
}

/** Organisations of the play by persona: valid credit codes (GB 32100-2015), type and area. */
export const organisations: Readonly<Record<string, readonly [creditCode: string, type: string, area: string]>> = {
  operator: ["12420700MB0000035P", "operator", "420700"],
  bureau: ["11420700MB00000195", "bureau", "420700"],
  liangzihu: ["91420700MB0000027P", "bureau", "420702"],
  echeng: ["11420704MB000006X2", "district", "420704"],
  bank: ["91420700MA0000103W", "bank", "420700"],
  savings: ["91420700MA0000111P", "bank", "420700"],
  mill: ["91420700MA0000015E", "enterprise", "420704"],
  checker: ["91420700MA0000074H", "verifier", "420700"],
  auditor: ["91420700MA0000082C", "verifier", "420700"],
  steel: ["91420700MA00000239", "enterprise", "420704"],
  cement: ["91420700MA00000314", "enterprise", "420704"],
  pharma: ["91420700MA000004XU", "enterprise", "420704"],
};
/** Personas that bid. */
export const firms = ["mill", "steel", "cement", "pharma"] as const;

/** State of the play, and steps that several contexts use. */
export class Scene {
  readonly client: CloudClient;
  readonly stage: Stage;
  /** Party ids by persona. */
  readonly parties = new Map<string, string>();
  /** Site ids by persona. */
  readonly sites = new Map<string, string>();
  /** Names by persona, of those who changed theirs: money from another name waits in suspense. */
  readonly names = new Map<string, string>();

  constructor(client: CloudClient, stage: Stage) {
    this.client = client;
    this.stage = stage;
  }

  party(persona: string): string {
    return known(this.parties, persona);
  }
  site(persona: string): string {
    return known(this.sites, persona);
  }
  /** The name that a persona's organisation has now. */
  nameOf(persona: string): string {
    return this.names.get(persona) ?? `Organisation of ${persona}`;
  }

  /** Reads a path that must be accepted, and another that must be refused with a code. */
  async reads(accepted: string, refused: string, code: string, as?: string): Promise<void> {
    const get = (path: string): CloudRequest => ({ ...(as && { as }), method: "GET", path });
    await this.client.ask(get(accepted));
    await this.client.refused(code, get(refused));
  }

  /** Reads two pages of one row each: the second is given under the reading that the first recorded. */
  async readsTwoPages(path: string, as: string): Promise<void> {
    const page = `${path}&limit=1`;
    const { nextCursor } = await this.client.ask({ as, method: "GET", path: page });
    await this.client.ask({ as, method: "GET", path: `${page}&cursor=${String(nextCursor)}` });
  }

  /** Moves the clock and waits until all due work is done. */
  async moveOn(milliseconds: number): Promise<void> {
    await this.stage.moveClock(this.stage.now() + milliseconds);
    await this.stage.untilIdle();
  }

  /** The instant this many milliseconds from now. */
  at(milliseconds: number): string {
    return new Date(this.stage.now() + milliseconds).toISOString();
  }

  /** The month this many months from now. */
  month(offset: number): string {
    const now = new Date(this.stage.now());
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 15)).toISOString().slice(0, 7);
  }

  /** Books money that a member paid just now, or as `more` says; returns the line. */
  receive(persona: string, amount: string, more: object = {}) {
    const payer = { partyId: this.party(persona), name: this.nameOf(persona) };
    const body = receipt(payer, amount, this.at(0), more);
    return this.client.ask({ as: "operator", method: "POST", path: "/cash/receipts", body });
  }

  /** An order that sends money of a member back to where it came from. */
  refund(persona: string, amount: unknown, more: object = {}) {
    const partyId = this.party(persona);
    const body = { partyId, amount, toAccount: accountOf(partyId), reason: "asked for", ...more };
    return { as: "operator", method: "POST", path: "/cash/refunds", body } as const;
  }

  /** Sends a member's available cash back. */
  async takeOut(persona: string): Promise<void> {
    const { available } = await this.client.ask({ as: persona, method: "GET", path: "/cash/own" });
    if (available === "0.00") return;
    const { refundId } = await this.client.ask(this.refund(persona, available));
    const body = { bankReference: `OUT-${randomUUID()}`, creditedAt: this.at(0) };
    await this.client.ask({ as: "operator", method: "POST", path: `/cash/refunds/${String(refundId)}/pay-out`, body });
  }

  /** Closes yesterday's bank day, and every earlier one that has lines. */
  async closeBankDays(): Promise<void> {
    const { status, body } = await closeDay((request) => this.client.send(request), "operator", this.bankDay(-1));
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  /** The bank day this many days from today. */
  bankDay(offset: number): string {
    return dayOf(this.at(offset * day));
  }

  /** Gives a persona a second person: invites `operator-second` as the operator, and accepts. */
  async pair(persona: string): Promise<void> {
    const second = `${persona}-second`;
    const body = anInvitation(`persona-${second}`, { function: "approver", letter: aLetter({ until: "2199-12-31" }) });
    const { invitationId } = await this.client.ask({ as: persona, method: "POST", path: "/parties/own/invitations", body });
    await this.client.ask({ as: second, method: "POST", path: `/parties/invitations/${String(invitationId)}/acceptance` });
  }

  /**
   * Plays every operation on requests of one function, each accepted and refused: what a persona enters is read, refused, withdrawn and
   * approved. `entry` makes a request that is accepted three times, and done once.
   */
  async requests(entry: () => CloudRequest): Promise<void> {
    const { ask, refused, send } = this.client;
    const enter = async (): Promise<string> => {
      const request = entry();
      const { status, body } = await send(request);
      if (status !== 202) throw new Error(`${request.method} ${request.path} did not wait for a second person: ${JSON.stringify(body)}`);
      return String(body.address);
    };
    const own = required(entry().as, "persona that enters");
    const second = `${own}-second`;
    const decide = (as: string, address: string, what: string): CloudRequest => {
      return { as, method: "POST", path: `${address}/${what}`, body: what === "refusal" ? { reason: "wrong" } : {} };
    };
    const [first, other] = [await enter(), await enter()];
    await this.reads(first, first.replace(/[^/]+$/, "none"), "not-found", second);
    await ask(decide(second, first, "refusal"));
    await refused("request-decided", decide(second, first, "approval"));
    await refused("request-decided", decide(own, first, "withdrawal"));
    await ask(decide(own, other, "withdrawal"));
    await refused("request-decided", decide(second, other, "refusal"));
    await ask(entry());
  }

  /** Certifies, as the bureau, what a project may buy. */
  certification(persona: string, project: string) {
    const letter = {
      offsetRatio: "1",
      offsetGround: "quality-attained",
      letterNumber: "EZ-3",
      letterDate: "2026-01-15",
      eiaNumber: "EZ-EIA-1",
    };
    const need = { projectName: "New line", kind: "new-project", pollutant: "SO2", tonnes: "6" };
    const body = { partyId: this.party(persona), siteId: this.site(persona), project, ...need, ...letter };
    return { as: "bureau", method: "POST", path: "/permits/needs", body } as const;
  }
}

function known(ids: ReadonlyMap<string, string>, persona: string): string {
  const id = ids.get(persona);
  if (id === undefined) throw new Error(`${persona} is not in the play yet`);
  return id;
}
