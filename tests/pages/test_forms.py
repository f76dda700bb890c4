"""Public forms: label, help and error at the field, tied to it; the admin draws as Django does."""

from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from brink.pages.forms import BrinkForm


class Question(BrinkForm, forms.Form):
    email = forms.EmailField(label="E-mail", help_text="Hier schrijven we naartoe.")
    firm = forms.CharField(label="Bedrijf", required=False)
    role = forms.ChoiceField(
        label="Rol", choices=[("a", "Ondernemer"), ("b", "Trainee")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Akkoord")
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict:
        raise forms.ValidationError("Het geheel klopt niet.")


class Plain(forms.Form):
    name = forms.CharField(label="Naam")


def drawn(form: forms.Form) -> BeautifulSoup:
    summary = render_to_string("components/error-summary.html", {"form": form})
    return BeautifulSoup(summary + str(form), "html.parser")


WRONG = {"email": "roelf@koperhaas", "firm": "Koperhaas", "token": "x"}


def test_form_ties_help_and_error_to_the_field() -> None:
    field = drawn(Question(WRONG)).select_one("#id_email")

    assert field["aria-invalid"] == "true"
    assert field["value"] == "roelf@koperhaas"
    described = field["aria-describedby"].split()
    page = drawn(Question(WRONG))
    texts = [page.find(id=name).get_text(" ", strip=True) for name in described]
    assert texts[0] == "Hier schrijven we naartoe."
    assert texts[1].startswith("Fout: ")


def test_form_summary_links_to_each_field_that_is_wrong() -> None:
    page = drawn(Question(WRONG))

    links = [link["href"] for link in page.select(".error-summary a")]
    assert links == ["#id_email", "#id_role_0", "#id_agreed"]
    assert all(page.find(id=link[1:]) for link in links)
    assert "Het geheel klopt niet." in page.select_one(".error-summary").text
    assert page.select_one(".error-summary")["tabindex"] == "-1"


def test_form_group_has_a_legend_and_its_error() -> None:
    group = drawn(Question(WRONG)).select_one("fieldset")

    assert group.legend.get_text(strip=True) == "Rol"
    assert "field--wrong" in group["class"]
    assert len(group.select(".choice input[type=radio]")) == 2
    assert group.find(id=group["aria-describedby"]).text


def test_form_says_what_may_stay_empty() -> None:
    page = drawn(Question())

    assert "(mag leeg blijven)" in page.select_one("label[for=id_firm]").text
    assert "mag leeg" not in page.select_one("label[for=id_email]").text


def test_form_without_errors_has_no_summary() -> None:
    page = drawn(Question())

    assert not page.select(".error-summary, .field__error, [aria-invalid]")
    assert page.select_one("input[type=hidden]")["name"] == "token"


def test_form_fields_can_be_drawn_one_by_one() -> None:
    form = Question()

    assert 'class="field"' in form["email"].as_field_group()


def test_form_of_others_is_drawn_by_include() -> None:
    page = render_to_string("forms/form.html", {"form": Plain()})

    assert 'class="field"' in page
    assert 'for="id_name"' in page


def test_form_without_our_mixin_keeps_djangos_templates() -> None:
    """So do the forms of Wagtail's admin, which share the renderer."""
    assert "field__help" not in str(Plain())
    assert 'class="field' not in str(Plain())


class Bounded(BrinkForm, forms.Form):
    name = forms.CharField(label="Naam", max_length=3)
    number = forms.IntegerField(label="Aantal", min_value=1, max_value=5)
    own = forms.CharField(max_length=3, error_messages={"max_length": "Kort graag."})


def test_form_says_in_plain_words_what_is_too_long_or_too_much() -> None:
    with translation.override("en"):
        long = Bounded({"name": "Roelf", "number": "6", "own": "Roelf"})
        small = Bounded({"name": "Ra", "number": "0", "own": "Ra"})
        assert long.errors == {
            "name": ["Use at most 3 characters. Now there are 5."],
            "number": ["Enter 5 or less."],
            "own": ["Kort graag."],
        }
        assert small.errors == {"number": ["Enter 1 or more."]}


def test_summary_names_the_field_where_the_message_does_not() -> None:
    """Who reads "Use at most 3 characters" must know of what; "Enter your e-mail" says it."""
    with translation.override("en"):
        long = drawn(Bounded({"name": "Roelf", "number": "3", "own": ""}))
    assert long.select_one(".error-summary a").text.startswith("Naam: Use at most")
    named = drawn(Question(WRONG)).select_one('.error-summary a[href="#id_email"]')
    assert not named.text.startswith("E-mail: ")
