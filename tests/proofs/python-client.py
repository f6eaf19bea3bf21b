"""A whole auction by the client that openapi-python-client generated: `python-client.py`, with the package `exchange_client` to be imported.

The environment names the API and the control endpoint of a local cloud with the file of its secret; it gives tokens of its personas and moves its clock.
"""

import hashlib
import json
import os
import urllib.request
from datetime import datetime, timedelta
from uuid import uuid4

from exchange_client import Client, AuthenticatedClient, models
from exchange_client.api.auctions import (
    announce_auction,
    enrol,
    list_dues,
    list_own_enrolments,
    pay_award,
    read_bulletin,
    read_confirmation,
    read_own_enrolment,
    submit_bid,
)
from exchange_client.api.cash import book_receipt
from exchange_client.api.parties import (
    accept_invitation,
    approve_parties_request,
    confirm_site,
    decide_admission,
    invite_person,
    read_own_party,
    register_party,
    register_site,
)
from exchange_client.api.permits import add_to_reserve, approve_permits_request, certify_need, set_cap

API = os.environ["EXCHANGE_API"]
CONTROL = os.environ["EXCHANGE_CONTROL"]
with open(os.environ["EXCHANGE_CONTROL_SECRET_FILE"], encoding="utf8") as file:
    SECRET = file.read()


def control(action, body=None):
    """Asks the local cloud itself: for a token, for the time, to move its clock."""
    headers = {"authorization": f"Bearer {SECRET}", "content-type": "application/json"}
    request = urllib.request.Request(f"{CONTROL}/{action}", json.dumps(body or {}).encode(), headers, method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def now():
    return datetime.fromisoformat(control("clock")["now"].replace("Z", "+00:00"))


def at(**later):
    return (now() + timedelta(**later)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def move_clock(**later):
    control("move-clock", {"to": at(**later)})
    control("until-idle", {"milliseconds": 240_000})


def client_of(persona):
    common = {"base_url": API, "headers": {"Accept-Language": "en"}, "raise_on_unexpected_status": True}
    return AuthenticatedClient(token=control("token", {"persona": persona})["token"], **common) if persona else Client(**common)


def call(operation, persona, *path, body=None, **query):
    """Calls a generated operation with what every write needs; what is in `body` becomes the model that the operation takes."""
    words = {"client": client_of(persona), **query}
    takes = operation.sync_detailed.__annotations__
    if "idempotency_key" in takes:
        words["idempotency_key"] = str(uuid4())
    if body is not None:
        model = getattr(models, str(takes["body"]).split("|")[0].split(".")[-1].strip(" '>"))
        words["body"] = model.from_dict(body)
    return operation.sync_detailed(*path, **words)


def done(answer):
    """What was asked for; ends the program if that is a refusal, or waits for a second person."""
    refused = (models.Problem, models.GatewayMessage, models.EnteredRequest)
    assert answer.parsed is not None and not isinstance(answer.parsed, refused), answer.parsed
    return answer.parsed


def entered(answer):
    """Id of the request that waits for a second person."""
    assert isinstance(answer.parsed, models.EnteredRequest), answer.parsed
    return answer.parsed.request_id


def refused(code, answer):
    """A refusal as a problem of the product."""
    assert isinstance(answer.parsed, models.Problem) and answer.parsed.type_ == f"/problems/{code}", answer.parsed


def register(persona, name, credit_code, type_, area="420700"):
    body = {"name": name, "creditCode": credit_code, "type": type_, "area": area, "representative": "Wang Min"}
    return done(call(register_party, persona, body=body)).party_id


def pair(persona):
    letter = {"sha256": hashlib.sha256(b"letter of authority").hexdigest(), "from": "2026-01-01", "until": "2039-12-31"}
    body = {"subject": f"persona-{persona}-second", "personName": "Zhang Ying", "function": "approver", "letter": letter}
    invitation = done(call(invite_person, persona, body=body))
    done(call(accept_invitation, f"{persona}-second", invitation.invitation_id))


def pay_in(party_id, name, amount):
    line = {"bankReference": str(uuid4()), "creditedAt": at(), "payerName": name, "payerAccount": "42050110"}
    done(call(book_receipt, "operator", body={"partyId": party_id, "amount": amount, **line}))


def join(persona, name, credit_code, amount):
    """An enterprise that may bid: admitted, with a confirmed site, cash and a certified need."""
    party_id = register(persona, name, credit_code, "enterprise", "420704")
    done(call(decide_admission, "operator", party_id, body=ADMISSION))
    years = {"licenceValidFrom": f"{YEAR}-01-01", "licenceValidUntil": f"{YEAR + 4}-12-31"}
    particulars = {"area": "420704", "basin": "yangtze-ezhou", "sourceClass": "industrial", **years}
    site = done(call(register_site, persona, body={"name": "Works 1", "licenceNumber": f"{credit_code}001P", **particulars}))
    done(call(confirm_site, "bureau", site.site_id, body=particulars))
    pay_in(party_id, name, amount)
    need = {"projectName": "New line", "kind": "new-project", "pollutant": "SO2", "tonnes": "6", "offsetRatio": "1"}
    letter = {"offsetGround": "quality-attained", "letterNumber": "EZ-3", "letterDate": "2026-01-15", "eiaNumber": "EZ-EIA-1"}
    ids = {"partyId": party_id, "siteId": site.site_id, "project": f"{persona}-1"}
    done(call(certify_need, "bureau", body={**ids, **need, **letter}))
    return {"persona": persona, "name": name, **ids}


def enrolment_of(firm):
    [enrolment] = done(call(list_own_enrolments, firm["persona"], auction_id=auction.auction_id)).items
    return enrolment.enrolment_id


def bid(firm, *steps):
    body = {"steps": [{"price": price, "quantity": quantity} for price, quantity in steps]}
    return call(submit_bid, firm["persona"], auction.auction_id, enrolment_of(firm), body=body)


YEAR = now().year
ADMISSION = {"admitted": True, "reason": "documents checked"}
DOCUMENT = {"documentNumber": "EZ-2026-1"}

# Without a token the gateway in front of the API answers, with a document of its own.
strangers = call(read_own_party, None).parsed
assert isinstance(strangers, models.GatewayMessage) and strangers.message == "Unauthorized", strangers

register("operator", "Exchange of Ezhou", "12420700MB0000035P", "operator")
pair("operator")
bureau = register("bureau", "Bureau of Ecology", "11420700MB00000195", "bureau")
request = entered(call(decide_admission, "operator", bureau, body=ADMISSION))
done(call(approve_parties_request, "operator-second", request))
pair("bureau")
for year in range(YEAR + 1, YEAR + 6):
    request = entered(call(set_cap, "bureau", "ezhou", "SO2", str(year), body={"tonnes": "500", **DOCUMENT}))
    done(call(approve_permits_request, "bureau-second", request))
done(call(add_to_reserve, "bureau", "ezhou", "SO2", body={"tonnes": "50", "source": "initial-reserve", **DOCUMENT}))

mill = join("mill", "Yangtze Paper Mill", "91420700MA0000015E", "100000.00")
# Just enough for the deposit.
steel = join("steel", "Echeng Steel", "91420700MA00000239", "7200.00")
again = {"name": "Another", "creditCode": "91420700MA0000015E", "type": "enterprise", "area": "420704", "representative": "Liu Yang"}
refused("already-member", call(register_party, "mill", body=again))
print("Members, sites, cash, caps and needs are there; refusals are problems.")

terms = {
    **{"title": "SO2 permits of Ezhou", "seller": {"name": "Bureau of Ecology", "creditCode": "11420700MB00000195"}, **DOCUMENT},
    **{"pricing": "pay-as-bid", "basePrice": "4000", "depositRate": "0.3", "feeRate": "0.005", "paymentWorkingDays": 5},
    **{"priceTick": "10", "quantityStep": "0.001", "minimumBidders": 2, "revision": {"rule": "free", "maximumQuotes": 10}},
    "lot": {"pollutant": "SO2", "pool": "ezhou", "firstMonth": f"{YEAR + 1}-01", "lastMonth": f"{YEAR + 5}-12", "quantity": "8"},
}
schedule = {"opensAt": at(minutes=10), "enrolsUntil": at(minutes=60), "closesAt": at(minutes=120)}
auction = done(call(announce_auction, "operator", body={"terms": terms, "schedule": schedule}))
assert auction.phase is models.AuctionPhase.ENROLLING, auction.phase
for firm in (mill, steel):
    body = {"siteId": firm["siteId"], "project": firm["project"], "tonnes": "6"}
    done(call(enrol, firm["persona"], auction.auction_id, body=body))
move_clock(minutes=20)
refused("off-tick", bid(mill, ("4395", "4")))
done(bid(mill, ("4390", "4"), ("4200", "2")))
done(bid(steel, ("4300", "6")))
move_clock(minutes=150)

bulletin = done(call(read_bulletin, None, auction.auction_id))
assert (bulletin.outcome.value, bulletin.sold, bulletin.turnover) == ("cleared", "8", "34760.00"), bulletin
confirmation = done(call(read_confirmation, "mill", auction.auction_id, enrolment_of(mill)))
assert (confirmation.delivered_tonnes, confirmation.award.state) == ("4", models.AwardState.SETTLED), confirmation
print(f"Sold {bulletin.sold} t for {bulletin.turnover} CNY; the mill's award is settled: {confirmation.confirmation_number}.")

[due] = done(call(list_dues, "steel")).items
refused("cash-not-covered", call(pay_award, "steel", auction.auction_id, due.enrolment_id))
pay_in(steel["partyId"], steel["name"], due.to_pay)
move_clock(minutes=1)
enrolment = done(call(read_own_enrolment, "steel", auction.auction_id, due.enrolment_id))
assert enrolment.award.state is models.AwardState.SETTLED, enrolment
print(f"The steelworks paid {due.to_pay} CNY, and their award is settled too.")
