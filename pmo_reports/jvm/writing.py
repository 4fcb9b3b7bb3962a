"""Plain records as a schedule file: the same records give the same bytes, whoever writes them and when."""

from __future__ import annotations

from jpype import JClass

from pmo_reports.jvm.building import Records, project
from pmo_reports.jvm.forms import WRITERS
from pmo_reports.jvm.values import Java


def written(records: Records, form: str) -> bytes:
    """The file in `form`."""
    stream = JClass("java.io.ByteArrayOutputStream")()
    form, _, language = form.partition("-")  # "mpx-de": an MPX file as Project writes it in German
    writer: Java = JClass(WRITERS[form])()
    made = project(records)
    if form == "mpx":
        _dress(writer, made.getProjectProperties(), language)
    writer.write(made, stream)
    return bytes(stream.toByteArray())


def _dress(writer: Java, properties: Java, language: str) -> None:
    """A language brings its own currency and days without times; else those of the plan stay."""
    writer.setUseLocaleDefaults(bool(language))
    if language:
        writer.setLocale(JClass("java.util.Locale")(language))
    properties.setDateFormat(JClass("org.mpxj.ProjectDateFormat").DD_MM_YY_HH_MM)
