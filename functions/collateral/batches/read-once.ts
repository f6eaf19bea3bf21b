import type { PledgingPorts } from "../ports.ts";

/** Ports for checking one batch: what several of its rows ask about members, fees, discharges and accidents is read once. */
export function readingOnce(ports: PledgingPorts): PledgingPorts {
  const { members, ledger, own, fees } = ports;
  const { party, site, partyOfCode } = members;
  return {
    ...ports,
    members: { ...members, party: askedOnce(party), site: askedOnce(site), partyOfCode: askedOnce(partyOfCode) },
    ledger: { ...ledger, dues: askedOnce(ledger.dues) },
    own: { ...own, standings: askedOnce(own.standings), accidents: askedOnce(own.accidents) },
    fees: { feeDebts: askedOnce(fees.feeDebts) },
  };
}

/** A read that answers the same question once; questions are small values. */
function askedOnce<Question extends readonly unknown[], Answer>(
  read: (...question: Question) => Promise<Answer>,
): (...question: Question) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...question) => {
    const key = JSON.stringify(question);
    const answer = answers.get(key) ?? read(...question);
    answers.set(key, answer);
    return answer;
  };
}
