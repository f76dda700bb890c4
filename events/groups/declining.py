"""Who was asked for a place in a group says that they are not coming."""

from events import history
from events.groups.booking import Guest
from events.groups.claiming import is_claimable
from events.groups.contact import write_name
from events.groups.mail import tell_given_up
from events.models import Registration
from events.settling import settled
from events.standing import fresh


def decline(registration: Registration, email: str) -> bool:
    """Take one's name off a place that a contact keeps; the place stays with the group.

    Only for the address that the contact gave: who followed a link that was passed on was never
    expected by it. The contact is told. Twice is once: False when it was not theirs (any more),
    and nothing is stored. Raises `BusyError`.
    """
    with settled(registration.event_id):
        row = fresh(registration)
        if not is_expected(row, email):
            return False
        who = row.person.full_name or email
        row.invited_email = ""
        row.save(update_fields=["invited_email", "changed"])
        write_name(row.person, Guest())
        history.write(row, history.DECLINED)
        tell_given_up(row, who)
        return True


def may_see_name(row: Registration, email: str) -> bool:
    """Whether the name there may be theirs: who said no does not read who comes instead."""
    return is_expected(row, email) or not row.history.filter(what=history.DECLINED).exists()


def is_expected(row: Registration, email: str) -> bool:
    """Whether the contact keeps this place for that address."""
    return is_claimable(row) and bool(email) and row.invited_email == email
