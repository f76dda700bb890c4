"""Words that say nothing about the subject, in text and in questions put in full sentences."""

DUTCH = """
aan al alle allemaal als ander andere anders ben bent bestaan bestaat bij bijvoorbeeld dan dat
de den der deze die dit doe doen doet door een eens en er ergens ga gaan gaat geef geen gewoon
graag haar had hadden hallo heb hebben hebt heeft hem het hier hij hoe hoeveel hun iemand iets
ik in is ja je jij jou jouw jullie kan kom komen komt krijg krijgen krijgt kun kunnen kunt kwam
laat laten maak maakt maar maken me meer men met mij mijn moet moeten mogen na naar net niet
niks nodig nog nou nu of om omdat onder ons onze ook op over overal pak pakken precies staan
staat steeds te tegen tijdens toch toen tot tussen u uit uw van vanaf veel vind vinden vindt
volgens voor vooral waar waarmee waarom waarover wanneer want waren was wat we weet wel welk
welke werd weten wie wij wil willen wilt word worden wordt zal ze zeg zelf zich zien zij zijn
zit zo zoals zoek zoeken zoekt zonder zou zouden zullen
"""

ENGLISH = """
a about after all also am an and any anyone anything are around as at be been before being best
between but by can could did do does doing done during each else every everything find finding
for from get gets getting give go goes got had has have having he hello her here hers herself
him himself his how i if in into is it its itself just know let like look looking make makes
making many may me might mine more most much must my myself need needs no not of off on one onto
or other our ours ourselves out over please really shall she should show so some somebody
someone something soon such take tell than that the their theirs them themselves then there
these they thing things this those through to too under until up us use using very via want
wants was way we well were what when where whether which while who whom whose why will with
within without would yes you your yours yourself
"""

STOP_WORDS = frozenset(f"{DUTCH} {ENGLISH}".split())
BY_LANGUAGE = {"nl": frozenset(DUTCH.split()), "en": frozenset(ENGLISH.split())}


def is_stop_word(word: str) -> bool:
    """Whether a normalised word may be dropped from a query."""
    return word in STOP_WORDS
