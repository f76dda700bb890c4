"""Where a search that found nothing leads."""

from email.utils import parseaddr
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from brink.themes.labels import Term, labels
from search.fitting import label_columns, ways_in
from search.language import Plan
from search.language.tiers import loosened

MOST_THEMES = 5


def near_themes(plan: Plan) -> list[Term]:
    """The themes whose name has a word of the query, or a part of one, the closest first."""
    plan = loosened(plan, {}) or plan
    scores = {code: score(plan, term) for code, term in labels("theme").items()}
    near = sorted((code for code in scores if scores[code]), key=lambda code: -scores[code])
    return [labels("theme")[code] for code in near[:MOST_THEMES]]


def score(plan: Plan, term: Term) -> float:
    aliases = getattr(term, "aliases", [])
    columns = label_columns({lang: [term.label(lang), *aliases] for lang in ("nl", "en")})
    best = (next(ways_in(concept, columns), None) for concept in plan.concepts)
    return sum(found[0].weight for found in best if found)


def question_address(text: str) -> str:
    """A mail to us with what was looked for, to make a question of."""
    subject = _("Innovation question: %(text)s") % {"text": text}
    body = _("I looked for “%(text)s” on Brink and found nothing. My question is:") % {"text": text}
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return f"mailto:{address}?subject={quote(subject)}&body={quote(body)}"
