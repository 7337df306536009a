"""A day's work through a client that openapi-python-client has made of the API's document; told line by line."""

import os
import sys

from verstak_client import AuthenticatedClient, Client
from verstak_client.api.clients import create_client
from verstak_client.api.orders import change_order, create_order, get_order, list_orders, step_order
from verstak_client.api.payments import get_client_account, take_payment
from verstak_client.api.s2 import list_s2_orders
from verstak_client.api.session import sign_in
from verstak_client.models import (
    ClientCreate,
    OrderChange,
    OrderCreate,
    OrderItemCreate,
    OrderStatus,
    OrderStep,
    PaymentMethod,
    PaymentTaking,
    S2Start,
    SignIn,
)

url = os.environ["VERSTAK_URL"].rstrip("/")
passed = failed = 0


def check(name: str, seen: object, expected: object) -> None:
    global passed, failed
    if seen == expected:
        passed += 1
        print(f"ok     {name}")
    else:
        failed += 1
        print(f"FAILED {name}: {seen!r}, expected {expected!r}")


login = SignIn(login=os.environ["VERSTAK_USER"], password=os.environ["VERSTAK_PASSWORD"])
session = sign_in.sync(client=Client(base_url=url), body=login)
api = AuthenticatedClient(base_url=url, token=session.access_token)

client = create_client.sync(client=api, body=ClientCreate(company="Ромашка ООО", phone="+7 912 345-67-89"))
item = OrderItemCreate(title="Кружка с гравировкой", quantity=2, unit="шт", unit_price=150_000)
taken = OrderCreate(client_id=client.id, items=[item])
key = f"day-of-work-{client.id}"
order = create_order.sync(client=api, body=taken, idempotency_key=key)
again = create_order.sync(client=api, body=taken, idempotency_key=key)
check("an order is taken once, however often it is sent", again.id, order.id)

amended = change_order.sync(id=order.id, client=api, body=OrderChange(note="В коробке"))
check("an order is amended", amended.note, "В коробке")
late = change_order.sync(id=order.id, client=api, body=OrderChange(note="Без коробки", version=order.version))
theirs = [one["theirs"] for one in late.params["conflicts"]]
check("a conflict tells what stands", [late.code, theirs], ["conflict.version", ["В коробке"]])

payment = take_payment.sync(id=order.id, client=api, body=PaymentTaking(amount=100_000, method=PaymentMethod.CASH))
check("a payment is taken", payment.amount, 100_000)
for status in (OrderStatus.CONFIRMED, OrderStatus.READY, OrderStatus.DELIVERED):
    step_order.sync(id=order.id, client=api, body=OrderStep(status=status))
page = list_orders.sync(client=api, client_id=[client.id], status=[OrderStatus.DELIVERED, OrderStatus.READY])
check("a list is narrowed", [[one.number, one.status] for one in page.items], [[order.number, OrderStatus.DELIVERED]])
account = get_client_account.sync(id=client.id, client=api)
check("what is owed is counted", account.balance, 200_000)
check("what is not there is told", get_order.sync(id=client.id, client=api).code, "not_found")
listed = list_s2_orders.sync(client=api, body=S2Start(start_id=order.number)).orders
check("S2 answers at its own paths", [one.total_price for one in listed][:1], ["3000.00"])

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
