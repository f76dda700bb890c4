from brink.people.models.body import Body
from brink.people.models.erasure import Erasure
from brink.people.models.organisation import Membership, Organisation, ResearchGroup
from brink.people.models.person import Person
from brink.people.models.user import LowerEmailField, User

__all__ = [
    "Body",
    "Erasure",
    "LowerEmailField",
    "Membership",
    "Organisation",
    "Person",
    "ResearchGroup",
    "User",
]
