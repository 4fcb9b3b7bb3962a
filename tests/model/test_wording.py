"""Messages: whole English patterns, told in another language with the same figures."""

from __future__ import annotations

from pmo_reports.model.figures import Figure, Sentence, Unit
from pmo_reports.model.wording import ENGLISH, Wording, capital, label, listed, say, say_many, term

SLIP = Figure(key="finish_slip", entity="P1", value=23, unit=Unit.DAYS)
FRENCH = Wording(
    language="fr",
    messages={
        "{project} slips {days}": ("{days} de retard pour {project}",),
        "{n} project is red": ("{n} projet est rouge", "{n} projets sont rouges"),
        "{names} and {last}": ("{names} et {last}",),
        "red": ("rouge",),
        "It is {state}": ("Il est {state}",),
        "last": ("dernier",),
    },
    plural=lambda number: int(number >= 2),
)


def count(value: float | None) -> Figure:
    return Figure(key="rag.red", entity="P", value=value, unit=Unit.COUNT)


def reds(value: float | None) -> Sentence:
    return say_many("{n} project is red", "{n} projects are red", count(value))


def test_a_message_is_english_by_itself() -> None:
    assert say("{project} slips {days}", project="Atlas", days=SLIP) == Sentence.of("Atlas slips ", SLIP)


def test_a_language_has_its_own_order() -> None:
    told = FRENCH.sentence(say("{project} slips {days}", project="Atlas", days=SLIP))
    assert told == Sentence.of(SLIP, " de retard pour Atlas")


def test_english_counts_one_as_singular_alone() -> None:
    assert [reds(n).parts[1] for n in (0, 1, 2)] == [
        " projects are red",
        " project is red",
        " projects are red",
    ]


def test_each_language_counts_by_its_own_rule() -> None:
    told = [FRENCH.sentence(reds(n)).parts[1] for n in (0, 1, 2)]
    assert told == [" projet est rouge", " projet est rouge", " projets sont rouges"]


def test_what_is_not_known_is_plural() -> None:
    assert reds(None).parts[1] == " projects are red"
    assert FRENCH.sentence(reds(None)).parts[1] == " projets sont rouges"


def test_sentences_inside_are_told_too() -> None:
    assert FRENCH.sentence(say("It is {state}", state=term("red"))) == Sentence.of("Il est rouge")


def test_names_are_left_as_they_are() -> None:
    assert FRENCH.sentence(say("It is {state}", state="red")) == Sentence.of("Il est red")


def test_sentences_added_together_are_each_told() -> None:
    whole = reds(2) + Sentence.of("; ") + say("{project} slips {days}", project="Atlas", days=SLIP)
    figure = count(2)
    assert FRENCH.sentence(whole) == Sentence.of(
        figure, " projets sont rouges; ", SLIP, " de retard pour Atlas"
    )


def test_what_has_no_message_stays_english() -> None:
    assert FRENCH.sentence(say("No such thing")) == Sentence.of("No such thing")


def test_a_message_that_is_not_translated_counts_as_english_does() -> None:
    many = say_many("{n} risk", "{n} risks", count(0))
    assert FRENCH.sentence(many) == Sentence.of(count(0), " risks")


def test_names_are_listed() -> None:
    assert listed(["Atlas"]) == Sentence.of("Atlas")
    assert listed(["Atlas", "Beacon", "Cedar"]) == Sentence.of("Atlas, Beacon and Cedar")
    assert FRENCH.sentence(listed(["Atlas", "Beacon", "Cedar"])) == Sentence.of("Atlas, Beacon et Cedar")
    assert not listed([])


def test_a_capital_is_one_in_every_language() -> None:
    assert capital(term("last")) == Sentence.of("Last")
    assert FRENCH.sentence(capital(term("last"))) == Sentence.of("Dernier")
    assert capital(reds(2)) == reds(2)


def test_labels_are_looked_up() -> None:
    assert FRENCH.label("red") == "rouge"
    assert FRENCH.label("Atlas") == "Atlas"
    assert ENGLISH.label("red") == "red"


def test_telling_leaves_nothing_behind() -> None:
    assert not FRENCH.sentence(reds(2)).told


def test_a_label_reads_as_english_until_its_language_is_told() -> None:
    red = label("red")
    assert red == "red"
    assert FRENCH.label(red) == "rouge"
    assert type(ENGLISH.label(red)) is str


def test_a_label_of_pieces_is_told_with_its_labels_and_leaves_names() -> None:
    made = label("It is {state}", state=label("red"))
    assert made == "It is red"
    assert FRENCH.label(made) == "Il est rouge"
    assert FRENCH.label(label("It is {state}", state="red")) == "Il est red"


def test_a_label_in_a_sentence_is_told_too() -> None:
    assert FRENCH.sentence(say("It is {state}", state=label("red"))) == Sentence.of("Il est rouge")
    assert FRENCH.sentence(listed(["Atlas", label("red")])) == Sentence.of("Atlas et rouge")
