"""The text of a mail reads as if somebody wrote it by hand."""

import pytest

from brink.mail.plain import plain_text, subject

LONG = "https://brink.example/nl/afmelden/" + "0123456789abcdef" * 12 + "/?a=1&b=2"


def mail(body: str, title: str = "Onderwerp") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


def test_whole_mail():
    html = mail(f"""
      <div style="display:none;max-height:0">Wat de inbox laat zien</div>
      <table role="presentation"><tr><td role="banner"><p>Brink</p></td></tr>
      <tr><td><table aria-hidden="true"><tr><td>&nbsp;</td></tr></table></td></tr>
      <tr><td><p>Je bent aangemeld</p><h1>Kaas &amp; <em>kennis</em></h1>
        <p>Dag Anna,<br>tot dan.</p><p>Nog
           iets.</p></td></tr>
      <tr><td><table>
        <tr><th scope="row">Wanneer</th><td><strong>morgen</strong><br>13.00 uur</td></tr>
        <tr><th>Waar</th><td>De Waag</td></tr></table></td></tr>
      <tr><td><table><tr><td>
        <a href="{LONG.replace("&", "&amp;")}">Afmelden</a></td></tr></table></td></tr>
      <tr><td><h2>Meer weten?</h2>
        <p>Het staat op de pagina. <a href="https://b.example/x/">De pagina</a></p>
        <blockquote><p>Let op:</p><p>de bus<br>rijdt niet.</p></blockquote></td></tr>
      <tr><td role="contentinfo">Daarom krijg je dit.<br><a href="https://b.example/1">Kies</a><br>
        <a href="https://b.example/">Naar Brink</a></td></tr>
      </table>""")

    assert (
        plain_text(html)
        == f"""\
Je bent aangemeld

Kaas & kennis

Dag Anna,
tot dan.

Nog iets.

Wanneer: morgen, 13.00 uur
Waar: De Waag

Afmelden:
  {LONG}

Meer weten?
Het staat op de pagina.
De pagina:
  https://b.example/x/

  Let op:

  de bus
  rijdt niet.

-- 
Daarom krijg je dit.
Kies: https://b.example/1
Naar Brink: https://b.example/
"""
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Zie <a href='https://b.example/x'>de pagina</a> eerst.</p>", None),
        ("<p>Zie https://b.example/a?b=1&amp;c=2</p>", "Zie https://b.example/a?b=1&c=2"),
        ("<p><a href='https://b.example/x/'>b.example/x</a></p>", "https://b.example/x/"),
        ("<p><a href='mailto:a@b.example'>a@b.example</a></p>", "a@b.example"),
        ("<p><a href='mailto:a@b.example'>Schrijf ons</a></p>", "Schrijf ons:\n  a@b.example"),
        (
            "<p>Kom je?<a href='https://b.example/j'>Ja!</a></p>",
            "Kom je?\nJa!\n  https://b.example/j",
        ),
        ("<ul><li>een</li><li>twee<ul><li>half</li></ul></li></ul>", "- een\n- twee\n\n  - half"),
        ("<ol><li>een</li><li><p>twee</p></li></ol>", "1. een\n2. twee"),
        ("<p>een<br><br>twee</p>", "een\n\ntwee"),
        ("<h2></h2><p></p><p> </p><p>woord</p>", "woord"),
        ("<p>zicht<span hidden>weg</span>baar</p>", "zichtbaar"),
        ("<style>p{}</style><script>x()</script><p>woord</p><!-- weg -->", "woord"),
        ("<p style='DISPLAY : none'>weg</p><p>woord</p>", "woord"),
        ("<p>13.00\u00a0uur</p>", "13.00 uur"),
        ("<p><img alt='Logo' src='x'> en woord</p>", "Logo en woord"),
        ("<p>a &lt;b&gt; &amp;amp; c</p>", "a <b> &amp; c"),
        ("<table><tr><th>Waar</th><td></td></tr></table>", "Waar:"),
        ("<table><tr><th>Kom je?</th><td>ja</td></tr></table>", "Kom je? ja"),
        ("los<div>in<div>elkaar</div>na</div>", "los\n\nin\n\nelkaar\n\nna"),
    ],
)
def test_each_thing_by_itself(html, text):
    assert plain_text(mail(html)) == (text or "Zie de pagina (https://b.example/x) eerst.") + "\n"


def test_address_is_never_wrapped_or_broken():
    text = plain_text(mail(f"<p>{'woord ' * 60}<a href='{LONG.replace('&', '&amp;')}'>Ga</a></p>"))

    assert f"\n  {LONG}\n" in text
    assert len(text.splitlines()) == 3, (
        "a paragraph is one line: programs fold it as wide as they are"
    )


def test_words_of_a_person_cannot_end_the_mail():
    """A signature begins with "-- ", which many programs fold away with all that follows."""
    text = plain_text(mail("<p>-- </p><p>meer</p>"))

    assert "-- \n" not in text
    assert "meer" in text


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Je komt: Kaas &amp; &lt;b&gt;", "Je komt: Kaas & <b>"),
        ("een\r\nBcc: x@y.example", "een Bcc: x@y.example"),
        ("een\x0btwee\u2028drie\x85vier\tvijf", "een twee drie vier vijf"),
        ("bel\x07\x1b[0m \x7f", "bel[0m "),
        ("  ruim  ", "ruim"),
        ("", ""),
    ],
)
def test_subject_is_one_line(title, line):
    assert subject(mail("", title)) == line
