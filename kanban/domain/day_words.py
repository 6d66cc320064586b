"""Days, months and tasks in words, as a colleague would say them."""

from datetime import date, timedelta

from kanban.domain.agenda import Case, end_of_week
from kanban.domain.deadlines import payslip_month
from kanban.domain.messages import Message, mark, say, say_count
from kanban.domain.sign import CitizenSign
from kanban.domain.suggestion import reason, suggested_step

_MORNING_ENDS, _EVENING_BEGINS = 10, 18
_AS_IT_IS = "%(text)s"
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_MONTHS = (
    mark("january"),
    mark("february"),
    mark("march"),
    mark("april"),
    mark("may"),
    mark("june"),
    mark("july"),
    mark("august"),
    mark("september"),
    mark("october"),
    mark("november"),
    mark("december"),
)


def greeting(hour: int, name: str) -> Message:
    """A greeting that fits the time of day; ``name`` is the first name."""
    if hour < _MORNING_ENDS:
        return say("Good morning, %(name)s", name=name)
    return say("Good day, %(name)s", name=name) if hour < _EVENING_BEGINS else say("Good evening, %(name)s", name=name)


def weekday(day: date) -> Message:
    """The day's name."""
    return Message(_WEEKDAYS[day.weekday()])


def month(day: date) -> Message:
    """The month's name."""
    return Message(_MONTHS[day.month - 1])


def short(day: date) -> str:
    """Day and month: ``16-11``."""
    return f"{day:%d-%m}"


def as_it_is(text: str) -> Message:
    """A text that needs no translation, such as a date or what somebody wrote."""
    return Message(_AS_IT_IS, {"text": text})


def days_over(due_on: date, today: date) -> Message:
    """How long ago something was due."""
    return say_count("%(count)s day over", "%(count)s days over", (today - due_on).days)


def when_due(due_on: date, today: date) -> Message:
    """Today, tomorrow, the day's name this week, else the date."""
    if due_on == today:
        return say("Today")
    if due_on == today + timedelta(days=1):
        return say("Tomorrow")
    return weekday(due_on) if due_on <= end_of_week(today) else as_it_is(short(due_on))


def what(case: Case, sign: CitizenSign, action: str = "") -> Message:
    """What a due sign asks for; nothing about the case is told when the citizen's name is protected.

    ``action`` is the text of the agreed step that is due.
    """
    number = suggested_step(sign.code)
    if number is not None:
        return reason(number, case.step or 0, sign.from_date)
    company = "" if case.name_protected else case.context
    if sign.code == "payslip" and sign.due_on:
        return _payslip(month(payslip_month(sign.due_on)), company)
    if sign.code == "action" and action and not case.name_protected:
        return say("Agreed: %(action)s", action=action)
    if sign.code == "talk" and any(each.code == "step_unconfirmed" for each in case.signs):
        return say("Talk: confirm that step %(step)s is right", step=case.step or 0)
    return _plain(sign.code, company)


def _payslip(named: Message, company: str) -> Message:
    if company:
        return say("Payslip for %(month)s from %(company)s", month=named, company=company)
    return say("Payslip for %(month)s", month=named)


def _plain(code: str, company: str) -> Message:
    if code == "follow_up":
        return (
            say("Follow-up at %(company)s", company=company) if company else say("Follow-up with company and citizen")
        )
    if code == "ends":
        return say("The agreement with %(company)s ends", company=company) if company else say("The agreement ends")
    if code == "aftercare":
        return say("Aftercare: call citizen and employer")
    return say("Talk with the citizen") if code == "talk" else say("Agreed next step")
