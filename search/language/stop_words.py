"""Words that say nothing about the subject, in text and in questions put in full sentences."""

DUTCH = """
aan al alle allemaal als ander andere anders ben bent bestaan bestaat bij bijvoorbeeld bleef
blijf blijft blijven dan dat de deden deed den der deze die dit doe doen doet door een eens
eigenlijk en er ergens ga gaan gaat gedaan geef geen gegaan gekomen gekregen gemaakt gewoon ging
gingen graag haar had hadden hallo heb hebben hebt heeft hem het hier hij hoe hoeveel hun iemand
iets ik in is ja je jij jou jouw jullie kan kom komen komt kon konden kreeg kregen krijg krijgen
krijgt kun kunnen kunt kwam kwamen laat laten liet maak maakt maakte maar maken me meer men met
mij mijn misschien mocht moet moeten mogen na naar net niet niks nodig nog nou nu of om omdat
onder ons onze ook op over overal pak pakken precies staan staat steeds stond stonden te tegen
tijdens toch toen tot tussen u uit uw van vanaf veel vind vinden vindt volgende volgens vond
vonden voor vooral waar waaraan waarbij waarin waarmee waarom waarover waarvan wanneer want
waren was wat we weet wel welk welke werd weten wie wij wil wilde wilden willen wilt wist word
worden wordt zag zagen zal zat ze zeg zei zelf zich zien zij zijn zit zo zoals zoek zoeken zoekt
zonder zou zouden zullen
"""

ENGLISH = """
a about after all also am an and any anyone anything are around as at be been before being best
between but by came can come comes coming could did do does doing done during each else every
everything find finding for from gave get gets getting give given go goes going gone got had has
have having he hello her here hers herself him himself his how i if in into is it its itself
just know let like look looking made make makes making many may me might mine more most much
must my myself need needs no not of off on one onto or other our ours ourselves out over please
really said shall she should show so some somebody someone something soon such take taken tell
than that the their theirs them themselves then there these they thing things this those through
to too took under until up us use using very via want wants was way we well went were what when
where whether which while who whom whose why will with within without would yes you your yours
yourself
"""

STOP_WORDS = frozenset(f"{DUTCH} {ENGLISH}".split())
BY_LANGUAGE = {"nl": frozenset(DUTCH.split()), "en": frozenset(ENGLISH.split())}


def is_stop_word(word: str) -> bool:
    """Whether a normalised word may be dropped from a query."""
    return word in STOP_WORDS
