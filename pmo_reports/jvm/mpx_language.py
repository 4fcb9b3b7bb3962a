"""The language that an MPX file is written in, by the heads of its tables: MPXJ must be told.

Read in English, a file of another language is refused, or worse: its constraints are taken for defaults.
"""

from __future__ import annotations

from collections.abc import Iterator

from jpype import JClass

from pmo_reports.jvm.values import Java

SIGN = b"MPX"
_PAGES = {"ZH": "gb2312", "RU": "cp1251", "MAC": "mac_roman", "850": "cp850", "437": "cp437"}
_USUAL_PAGE = "cp1252"
_TABLES = {"40": "RESOURCE_NAMES", "60": "TASK_NAMES"}  # records that hold heads, and MPXJ's lists of them
_Bundle: Java = JClass("java.util.ResourceBundle")
_Writer: Java = JClass("org.mpxj.mpx.MPXWriter")
_Locale: Java = JClass("java.util.Locale")


def language(content: bytes) -> Java:
    """The locale that knows most of the heads in a file; English where none knows more."""
    heads = list(_heads(content))
    locales = [_Locale.ENGLISH, *(each for each in _Writer.getSupportedLocales() if str(each) != "en")]
    return max(locales, key=lambda locale: _known(heads, locale))


def _heads(content: bytes) -> Iterator[tuple[str, str]]:
    """The list that each head belongs to, and the head."""
    separator = content[len(SIGN) : len(SIGN) + 1].decode("latin-1")
    first = content.partition(b"\n")[0].decode("latin-1").strip().split(separator)
    text = content.decode(_PAGES.get(first[-1].upper(), _USUAL_PAGE), errors="replace")
    for line in text.splitlines():
        record, *heads = line.split(separator)
        if record in _TABLES:
            yield from ((_TABLES[record], head.strip('"')) for head in heads)


def _known(heads: list[tuple[str, str]], locale: Java) -> int:
    bundle = _Bundle.getBundle("org.mpxj.mpx.LocaleData", locale)
    lists = {name: {str(word) for word in bundle.getObject(name)} for name in _TABLES.values()}
    return sum(head in lists[name] for name, head in heads)
