"""Cards are drawn once and shown again: what is shown is what stands in the database, for whoever looks."""

from dataclasses import replace

from flask import Flask
from markupsafe import Markup

from kanban.domain.messages import say
from kanban.domain.views.board import BoardFilters, CardView, SignKind, SignView
from tests.factories import Town
from tests.page import Visitor
from tests.web.conftest import Visit

CARD = CardView(
    id="abc",
    version=1,
    name="Amina <Warsame>",
    name_protected=False,
    step=7,
    since=None,
    days=3,
    broker_initials="MJ",
    broker_name="Maja Juhl",
    context="",
    paid_minutes=None,
    stalled=False,
    sign=SignView(SignKind.LATE, say("%(count)s days late", count=1)),
    more_signs=0,
    movable=True,
)


def drawn(app: Flask, card: CardView, filters: BoardFilters | None = None, root: str = "") -> Markup:
    with app.test_request_context(base_url=f"http://localhost{root}/"):
        found: Markup = app.jinja_env.globals["card_html"](card, filters or BoardFilters())  # type: ignore[operator]  # globals are objects
        return found


def test_card_drawn_before_is_shown_again(app: Flask) -> None:
    assert drawn(app, CARD) is drawn(app, replace(CARD))


def test_card_is_what_its_template_makes_of_it(app: Flask) -> None:
    with app.test_request_context():
        made = app.jinja_env.get_template("board/_card.html").render(card=CARD, filters=BoardFilters())
    assert drawn(app, CARD) == made
    assert "Amina &lt;Warsame&gt;" in made


def test_sign_with_other_numbers_is_another_card(app: Flask) -> None:
    later = replace(CARD, sign=SignView(SignKind.LATE, say("%(count)s days late", count=2)))
    assert hash(later) == hash(CARD)
    assert ("1 days late" in drawn(app, CARD), "2 days late" in drawn(app, later)) == (True, True)


def test_addresses_carry_filters_and_the_place_behind_a_proxy(app: Flask) -> None:
    assert "?team=Havn" not in drawn(app, CARD)
    assert "?team=Havn" in drawn(app, CARD, BoardFilters(team="Havn"))
    assert 'href="/tavle/citizens/' in drawn(app, CARD, root="/tavle")
    assert 'href="/citizens/' in drawn(app, CARD)


def test_who_may_not_move_gets_no_button_on_a_card_somebody_else_has_seen(town: Town, visit: Visit) -> None:
    amina, leader = town.citizen(), town.leader()
    town.move(town.user(), amina, "7")
    assert _moves(visit(town.user()), amina) == 1
    assert _moves(visit(leader), amina) == _moves(visit(leader), amina)
    before = visit(town.user()).get("/board").root.one(data_citizen=amina)["data-version"]
    town.move(town.user(), amina, "6", goal_a="Stuepige")
    after = visit(town.user()).get("/board").root.one(data_citizen=amina)["data-version"]
    assert int(after) == int(before) + 1


def _moves(visitor: Visitor, citizen: str) -> int:
    card = visitor.get("/board").root.one(data_citizen=citizen)
    return sum("/moves/new" in link.get("href") for link in card.all("a"))
