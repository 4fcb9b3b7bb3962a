"""Heads compared: the same words for every room."""

from pmo_reports.model.heads import plain


def test_head_without_case_blanks_and_punctuation() -> None:
    assert plain(" Baseline_Finish (Date) ") == plain("BASELINE finish, date") == "baselinefinishdate"
    assert plain("ﬁnish") == "finish"


def test_percent_sign_makes_another_head() -> None:
    assert plain("Probability %") != plain("Probability")


def test_a_head_of_marks_alone_stands_for_itself() -> None:
    assert (plain(" # "), plain("  "), plain(2026)) == ("#", "", "2026")
