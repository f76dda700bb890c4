"""What the page says about how it was found, when not all words as they were typed."""

from django.utils.translation import gettext as _

from search.language import Tier
from search.reading import Answer


def make_note(answer: Answer) -> str:
    """Empty where each result has what was asked for."""
    plan, first = answer.query.plan, answer.query.plans[0]
    if plan.tier is Tier.TYPOS:
        return about_typos(first.text, plan.text, is_nothing=not answer.exact)
    if plan.tier is Tier.LOOSE:
        return about_fewer_words(is_nothing=not answer.exact)
    return ""


def about_typos(text: str, right: str, *, is_nothing: bool) -> str:
    if is_nothing:
        words = _("We found nothing with “%(text)s”. These results are about “%(right)s”.")
    else:
        words = _("We found little with “%(text)s”, so we also looked for “%(right)s”.")
    return words % {"text": text, "right": right}


def about_fewer_words(*, is_nothing: bool) -> str:
    if is_nothing:
        return _(
            "Nothing had all these words. These results have some of them, or a part of a word."
        )
    return _(
        "Little had all these words. Below it are results with some of them, or a part of a word."
    )


def make_question(answer: Answer) -> str:
    """A better spelling, for a link to a search for it; empty for none."""
    return _("Did you mean “%(text)s”?") % {"text": answer.offer} if answer.offer else ""
