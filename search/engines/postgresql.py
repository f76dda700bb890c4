"""Words in one tsvector: language and column by the beginning of the word, part by its label.

`ts_rank` knows nothing of how rare a word is, so each way to have a concept is weighed by
that here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from search.documents import (
    ABOUT,
    FORMS,
    PARTS,
    TITLED_FORMS,
    VOCABULARY_FORMS,
    column,
    columns_of,
)
from search.engines.base import Match, concepts_of
from search.language import LANGUAGES, Concept, Form, Plan, Way
from search.ranking import OTHER_LANGUAGE, TIE, WEIGHTS

LABELS = dict(zip(PARTS, "ABC", strict=True))
ABOUT_ONLY = ":" + "".join(LABELS[part] for part in ABOUT)
#: After the language, for the family of columns. `s` is none of them: it was that of edition 1.
LETTERS = {Form.WORD: "x", Form.LEMMA: "l", Form.LOOSE: "o", Form.SIDE: "p"}
#: `ts_rank` takes D, C, B, A, none above one.
RANKS = [0.0, *(WEIGHTS[part] / max(WEIGHTS.values()) for part in reversed(PARTS))]
#: Places end here, and a gap keeps a phrase from running out of its part.
LAST_PLACE = 16_383
GAP = 10
BY_LENGTH = 1  # divide by 1 + log of the length, as bm25 does in its way

INSERT = "INSERT INTO search_words (id, words) VALUES (%s, %s::tsvector)"
READ = "SELECT id, tsvector_to_array(words) FROM search_words WHERE id = ANY(%s)"
READ_ALL = """SELECT id, lexeme, place, label FROM search_words, unnest(words)
    AS found (lexeme, positions, weights), unnest(positions, weights) AS spot (place, label)
    WHERE id = ANY(%s)"""
# From the index of titles (migration 0008), and on its own: a plan that walked along the newest
# items instead would read the words of each.
TITLED = """WITH found AS MATERIALIZED (
    SELECT id FROM search_words WHERE ts_filter(words, '{a}'::"char"[]) @@ %s::tsquery)
    SELECT id FROM found"""
REMOVE = "DELETE FROM search_words WHERE id = ANY(%s)"
# The planner does not know that the words lie outside of the row, packed: a sequential scan unpacks
# those of each row. And to compile the ranking (JIT) takes longer than to do it. In one text with
# the query, so that the settings end with it, or with the transaction around it; Django sends that
# as it is, unless it is told to bind values in the server.
SETTINGS = "SET LOCAL jit = off; SET LOCAL enable_seqscan = off; "
#: So many of the newest entries that have a concept tell which share has it in each way, and so how
#: rare that is: to count the ways in the index takes as long as all the rest.
SAMPLE = 250
# To unpack the words of an entry takes most of the time. So it is done once for all ways (`ARRAY`),
# and only for the sample and for what has enough of the concepts; the rest needs no score. `+ 0`
# keeps it from walking along the newest, as for TITLED; OFFSET 0 keeps each part as it is written.
# Phrases (`<`) and labels (`:`) are looked for apart: the index is not sure of those, and one such
# entry makes PostgreSQL unpack all that were found on its page.
MATCH = f"""WITH concepts AS (
    SELECT tier, concept, minimum, is_counted, array_agg(worth) AS worths,
        array_agg(query) AS queries, ARRAY[
            string_agg(query::text, ' | ') FILTER (WHERE query::text !~ '[<:]'),
            string_agg(query::text, ' | ') FILTER (WHERE query::text ~ '[<:]')
        ]::tsquery[] AS lookups
    FROM unnest(%s::int[], %s::int[], %s::int[], %s::bool[], %s::float[], %s::tsquery[])
        AS ways (tier, concept, minimum, is_counted, worth, query)
    GROUP BY tier, concept, minimum, is_counted
), newest AS MATERIALIZED (
    SELECT tier, concept, id, place <= %s AS is_sample, worths, queries,
        count(*) FILTER (WHERE is_counted) OVER (PARTITION BY tier, id) >= minimum AS has_enough
    FROM concepts, LATERAL (
        SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM (
            SELECT DISTINCT id FROM unnest(lookups) AS lookup, LATERAL (
                SELECT id FROM search_words WHERE words @@ lookup ORDER BY id + 0 DESC LIMIT %s
            ) AS entries ORDER BY id DESC LIMIT %s
        ) AS entries
    ) AS placed
), found AS MATERIALIZED (
    SELECT tier, concept, newest.id, is_sample, way, score FROM newest LEFT JOIN LATERAL (
        SELECT ARRAY[words] AS unpacked FROM search_words AS entries
        WHERE entries.id = newest.id AND (is_sample OR has_enough) OFFSET 0
    ) AS entry ON true LEFT JOIN LATERAL (
        SELECT way, worth * ts_rank(%s::real[], unpacked[1], query, {BY_LENGTH}) AS score
        FROM unnest(worths, queries) WITH ORDINALITY AS ways (worth, query, way)
        WHERE unpacked[1] @@ query OFFSET 0
    ) AS ranked ON true
), stretches AS (
    SELECT tier, concept, count(*)::float / count(*) FILTER (WHERE is_sample) AS share,
        CASE WHEN count(*) < %s
        THEN (SELECT count(*) FROM search_words)
        ELSE (SELECT count(*) FROM search_words WHERE id >= min(newest.id))
        END AS number
    FROM newest GROUP BY tier, concept
), rarities AS (
    SELECT tier, concept, way, ln(1 + (number - items + 0.5) / (items + 0.5)) AS rarity FROM (
        SELECT tier, concept, way, number, share * count(*) FILTER (WHERE is_sample) AS items
        FROM found JOIN stretches USING (tier, concept) GROUP BY tier, concept, way, number, share
    ) AS counted
)
SELECT tier, concept, 0, id,
    coalesce({1 - TIE} * max(score * rarity) + {TIE} * sum(score * rarity), 0)
FROM found LEFT JOIN rarities USING (tier, concept, way) GROUP BY tier, concept, id"""  # noqa: S608  (constants)
#: As `search.documents.VOCABULARY`.
VOCABULARY = tuple(f"{lang}{LETTERS[form]}" for lang, form in VOCABULARY_FORMS)
#: The columns by the beginning of a word, and then by its label.
FAMILIES = {
    f"{lang}{LETTERS[form]}": {LABELS[part]: column(part, lang, form) for part in PARTS}
    for lang in LANGUAGES
    for form in FORMS[lang]
}


def write(rows: Sequence[tuple[int, dict[str, str]]]) -> None:
    remove([pk for pk, _columns in rows])
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, [(pk, vector(columns)) for pk, columns in rows])


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [list(ids)])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")


def vector(columns: dict[str, str]) -> str:
    """The words of a document as the text of a tsvector: `'nlxbroden':3A,8C 'nllbrood':3A`.

    Each word stands there once: the limit of a megabyte counts it each time.
    """
    places: dict[str, list[str]] = defaultdict(list)
    for lang in LANGUAGES:
        for form in FORMS[lang]:
            for word, place, label in placed(columns, lang, form):
                places[f"{beginning(lang, form)}{word}"].append(f"{place}{label}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def placed(columns: dict[str, str], lang: str, form: Form) -> Iterator[tuple[str, int, str]]:
    place = 0
    for part in PARTS:
        for word in columns[column(part, lang, form)].split():
            place = min(place + 1, LAST_PLACE)
            yield word, place, LABELS[part]
        place = min(place + GAP, LAST_PLACE)


def beginning(lang: str, form: Form) -> str:
    return f"{lang}{LETTERS[form]}"


def words_of(ids: Sequence[int]) -> Iterator[tuple[int, set[str]]]:
    """What the vocabulary knows of these entries."""
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(ids)])
        for pk, found in cursor.fetchall():
            yield pk, {word[3:] for word in found if word.startswith(VOCABULARY)}


def read(ids: Sequence[int]) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Each word stands at its places; those of one place, far into a long text, in any order."""
    found: dict[int, dict[str, list[tuple[int, str]]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(READ_ALL, [list(ids)])
        for pk, word, place, label in cursor.fetchall():
            columns = found.setdefault(pk, defaultdict(list))
            columns[FAMILIES[word[:3]][label]].append((place, word[3:]))
    for pk, columns in found.items():
        yield pk, {name: [word for _place, word in sorted(c)] for name, c in columns.items()}


def among(ids: Sequence[int]) -> Q:
    return Q(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [ids]))


def titled(words: Sequence[str]) -> Q:
    starts = [beginning(lang, form) for lang, form in TITLED_FORMS]
    each = (" | ".join(f"'{start}{word}':*" for start in starts) for word in words)
    text = " & ".join(f"({one})" for one in each)
    return Q(pk__in=RawSQL(TITLED, [text]))  # noqa: S611  (a constant, and values)


def matches(plans: Sequence[Plan], lang: str, cap: int) -> Iterable[Match]:
    ways = [
        (tier, number, plan.minimum, number < len(plan.concepts), *way)
        for tier, plan in enumerate(plans)
        for number, concept in enumerate(concepts_of(plan))
        for way in ways_to_find(concept, lang)
    ]
    columns = map(list, zip(*ways, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS + MATCH, [*columns, SAMPLE, cap + 1, cap + 1, RANKS, cap + 1])
        while cursor.nextset():
            pass  # what SET gives comes first
        return cursor.fetchall()


def ways_to_find(concept: Concept, lang: str) -> Iterator[tuple[float, str]]:
    """The ways in which an item can have the concept, those of one worth as one."""
    by_worth: dict[float, list[str]] = defaultdict(list)
    for way in concept.ways:
        for written in LANGUAGES:
            if columns_of(replace(way, lang=written)) and way.lang in ("", written):
                own = 1.0 if written == lang else OTHER_LANGUAGE
                by_worth[own * way.weight].append(expression(way, written))
    for worth, found in by_worth.items():
        yield worth, " | ".join(found)


def expression(way: Way, lang: str) -> str:
    """Words side by side, or each anywhere, whole or inside another."""
    if not way.apart:
        return "(" + " <-> ".join(lexeme(way, term, lang, way.form) for term in way.terms) + ")"
    forms = [form for form in (Form.LEMMA, Form.SIDE) if form in FORMS[lang]]
    each = (" | ".join(lexeme(way, term, lang, form) for form in forms) for term in way.terms)
    return "(" + " & ".join(f"({one})" for one in each) + ")"


def lexeme(way: Way, term: str, lang: str, form: Form) -> str:
    """Terms are letters and digits already (`search.language.words`)."""
    return f"'{beginning(lang, form)}{term}'{ABOUT_ONLY if way.about else ''}"
