"""Mail drafts: both bodies, safe headers, the same bytes each time."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from pmo_reports.model.artefact import Artefact
from pmo_reports.render.mail import Draft, draft

FOLDERS = (Path(__file__).parents[2] / "templates",)
ENTRY = {
    "kind": "faulty input", "project": "NET-101", "late": 1, "problem": 'R&D <b>cost</b> is "n/a".',
    "remedy": "Write 45 %.", "value": "&amp;", "place": "raid.xlsx › Risks!B4",
}  # fmt: skip


def made(name: str = "Zoë O'Neil", address: str = "zoe@talmark.example") -> bytes:
    context = {
        "person": name, "period": "October 2026", "due": "4 November 2026", "reports": False,
        "entries": [ENTRY], "attachments": ["raid.xlsx"], "organisation": "Talmark", "language": "en",
        "subject": "2026-10: 1 faulty input",
    }  # fmt: skip
    mail = Draft(
        name=name, address=address, subject="2026-10:\n1 faulty input", template="chase", context=context,
        attachments=(Artefact("raid.xlsx", b"PK"),),
    )  # fmt: skip
    return draft(mail, folders=FOLDERS, locale="en_GB")


def parsed(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_plain_text_is_as_it_was_written() -> None:
    text = parsed(made()).get_body(("plain",)).get_content()
    assert 'R&D <b>cost</b> is "n/a".' in text
    assert "Written there: &amp;\n" in text.replace("\r\n", "\n")
    assert "1 working day late" in text
    assert "Dear Zoë O'Neil," in text


def test_html_is_escaped() -> None:
    page = parsed(made()).get_body(("html",)).get_content()
    assert "R&amp;D &lt;b&gt;cost&lt;/b&gt;" in page
    assert "&amp;amp;" in page


def test_nobody_adds_headers_through_a_name() -> None:
    found = parsed(made("Eve\r\nBcc: all@talmark.example"))
    assert found["Bcc"] is None
    assert found["To"].addresses[0].display_name == "Eve Bcc: all@talmark.example"


def test_no_address_is_a_placeholder_that_leads_nowhere() -> None:
    assert parsed(made(address=""))["To"].addresses[0].addr_spec == "address-missing@example.invalid"


def test_the_attachment_is_whole() -> None:
    [attached] = parsed(made()).iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("raid.xlsx", b"PK")


def test_twice_the_same_bytes() -> None:
    assert made() == made()
