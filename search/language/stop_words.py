"""Words that say nothing about the subject, in text and in questions put in full sentences."""

DUTCH = """
aan al alle als bij dan dat de den der deze die dit door een en er haar had heb hebben heeft
hem het hier hij hoe hun iets ik in is ja je jij jou jouw jullie kan kun kunnen krijg krijgen
maar maken me men met mij mijn moet moeten na naar niet nog nu of om omdat ons onze ook op
over te tegen toch toen tot u uit uw van vind vinden voor waar waarom wanneer want waren was
wat we wel welke wie wij wil willen word worden wordt zal ze zelf zich zij zijn zo zonder zou
"""

ENGLISH = """
a about am an and any are as at be been but by can could did do does find for from get had has
have he her him his how i if in into is it its make me my need of on or our she should so some
that the their them then there these they this to us want was we were what when where which who
whom why will with would you your
"""

STOP_WORDS = frozenset(f"{DUTCH} {ENGLISH}".split())

#: In capitals these are names of things: Enterprise Europe Network, information technology.
NAMES = frozenset(("EEN", "IT"))


def is_stop_word(word: str, written: str) -> bool:
    """Whether a normalised word may be dropped from a query; `written` is how it was typed."""
    return word in STOP_WORDS and written not in NAMES
