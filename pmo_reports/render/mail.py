"""Mail drafts (.eml, RFC 5322): plain text and HTML from the templates in `mail/`, with attachments.

The same content gives the same bytes: no date, no message id, boundaries by rule. `X-Unsent` makes mail
programs open a draft for editing.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from pmo_reports.model.artefact import Artefact
from pmo_reports.render.templating import plain, rendered, templates

NO_ADDRESS = "address-missing@example.invalid"
"""Stands where nobody knows the address: a domain that never leads anywhere (RFC 2606)."""
_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_OTHER = ("application", "octet-stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail to be: `template` names the pair in `mail/` ("chase"), `context` is what they print."""

    name: str
    address: str
    subject: str
    template: str
    context: Mapping[str, object]
    attachments: tuple[Artefact, ...] = field(default=())


def draft(mail: Draft, *, folders: tuple[Path, ...], locale: str) -> bytes:
    """The draft as the bytes of an .eml file.

    Raises:
        TemplateError: with file and line in a template.
    """
    env = templates(folders, locale)
    words = rendered(env, f"mail/{mail.template}.txt", **mail.context)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _line(mail.subject)
    message["To"] = _address(mail)
    message["X-Unsent"] = "1"
    message.set_content(html.unescape(words), cte="quoted-printable")
    page = rendered(env, f"mail/{mail.template}.html", **mail.context)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    for each in mail.attachments:
        maintype, subtype = _WORKBOOK if each.name.endswith(".xlsx") else _OTHER
        message.add_attachment(each.content, maintype=maintype, subtype=subtype, filename=each.name)
    for number, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"=_pmo-reports-{number}_=")
    return message.as_bytes()


def _address(mail: Draft) -> Address:
    local, _, domain = (mail.address or NO_ADDRESS).rpartition("@")
    return Address(display_name=_line(mail.name), username=local, domain=domain)


def _line(text: str) -> str:
    """`text` on one line, so that it cannot add headers of its own."""
    return " ".join(plain(text).split())
