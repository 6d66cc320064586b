"""The municipality's register of companies."""

from datetime import datetime

from sqlmodel import Session, col, select

from kanban.domain.danish import fold
from kanban.domain.facts import Company


def ensure(session: Session, municipality_id: int, name: str, cvr: str, now: datetime) -> Company:
    """The company of that name whatever its case, made when missing; a number it lacks is filled in.

    The same name under another number is another company, and so is another name under the same number: chains
    share one, and what somebody typed is never replaced by what somebody else did.
    """
    of_municipality = select(Company).where(Company.municipality_id == municipality_id)
    same_name = of_municipality.where(Company.search_name == fold(name)).order_by(col(Company.id))
    if cvr:
        found = session.exec(same_name.where(Company.cvr == cvr)).first()
        found = found or session.exec(same_name.where(Company.cvr == "")).first()
    else:
        found = session.exec(same_name).first()
    if found is None:
        found = Company(municipality_id=municipality_id, name=name, search_name=fold(name), created_at=now)
    found.cvr = found.cvr or cvr
    session.add(found)
    session.flush()
    return found
