"""Numbers written as text: exact decimals by the marks of the source's settings, never by a guess."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pmo_reports.config.sources import Values
from pmo_reports.normalise.faults import Fault
from pmo_reports.normalise.wording import cleaned, shortened

_MINUS = "-\N{MINUS SIGN}\N{EN DASH}"
_BARE = f"0123456789.,'() +{_MINUS}"
_THIN = str.maketrans(dict.fromkeys("\N{THIN SPACE}\N{FIGURE SPACE}\N{HAIR SPACE}", " "))
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN "
    "BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
    "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW "
    "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD "
    "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD "
    "SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND "
    "VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
_SIGNS = r"(?:US|A|C|NZ|HK|S)?\$|[€£¥₹₩₽₺₴₦₱฿₫₪]|kr\.?|zł|Kč|Fr\."


def decimal(cell: object, values: Values) -> Decimal | Fault:
    """The exact number in `cell`: a native one as it prints, a written one by the source's marks."""
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        number = Decimal(str(cell))
        return number if number.is_finite() else _fault(cell, values)
    found = _written(cell, values) if isinstance(cell, str) else None
    return _fault(cell, values) if found is None else found


def percent(cell: object, values: Values) -> Decimal | Fault:
    """The ratio in `cell`: "45%" is always 0.45, a bare 45 what the source's settings say."""
    if isinstance(cell, str) and cell.rstrip().endswith("%"):
        number = decimal(cell.rstrip()[:-1], values)
        return _fault(cell, values) if isinstance(number, Fault) else number / 100
    number = decimal(cell, values)
    return number / 100 if isinstance(number, Decimal) and values.percent == "points" else number


def _written(text: str, values: Values) -> Decimal | None:
    shape = _shape(values.decimal, values.thousands)
    sign, times, match = 1, Decimal(1), shape.fullmatch(text)
    if not match:
        sign, digits = _unsigned(_without_currency(cleaned(text.translate(_THIN))))
        digits, times = _unsuffixed(digits, values) if values.suffixes else (digits, times)
        match = shape.fullmatch(digits)
    whole, mark, part, power = match.groups() if match else ("", None, None, None)
    if not whole and not part:
        return None
    bare = whole.replace(mark, "") if mark else whole or "0"
    return sign * times * Decimal(f"{bare}.{part or '0'}{power or ''}")


def _unsuffixed(text: str, values: Values) -> tuple[str, Decimal]:
    """The number without the letters behind it, and what they multiply it by."""
    for suffix in sorted(values.suffixes, key=len, reverse=True):
        front = text[: len(text) - len(suffix)].rstrip()
        if text.casefold().endswith(suffix.casefold()) and front[-1:].isdigit():
            return front, values.suffixes[suffix]
    return text, Decimal(1)


@lru_cache(maxsize=32)
def _shape(mark: str, thousands: str) -> re.Pattern[str]:
    """Digits in groups of three with one and the same mark, a decimal part, a power of ten."""
    group = (
        "["
        + "".join(re.escape(each) for each in {*thousands, *" '\N{RIGHT SINGLE QUOTATION MARK}"} - {mark})
        + "]"
    )
    whole = rf"(?P<whole>\d{{1,3}}(?P<mark>{group})\d{{3}}(?:(?P=mark)\d{{3}})*|\d*)"
    return re.compile(rf"{whole}(?:{re.escape(mark)}(?P<part>\d+))?(?P<power>[eE][+-]?\d{{1,2}})?")


@lru_cache(maxsize=1)
def _currency() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A currency before the number and one after it, either side of sign and parenthesis."""
    name = rf"(?:{_SIGNS}|(?:{_CODES.replace(' ', '|')})(?![A-Za-z]))"
    edge = rf"[\s()+{re.escape(_MINUS)}]*"
    return re.compile(rf"^({edge}){name}\s*"), re.compile(rf"(?<=[\d\s)]){name}({edge})$")


def _without_currency(text: str) -> str:
    if text.strip(_BARE) == "":
        return text
    before, after = _currency()
    return after.sub(r"\1", before.sub(r"\1", text)).strip()


def _unsigned(text: str) -> tuple[int, str]:
    """The sign and the rest; accountants write minus in front, behind, or as parentheses."""
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1].strip()
    if text[:1] and text[0] in _MINUS:
        return -1, text[1:].strip()
    if text[-1:] and text[-1] in _MINUS:
        return -1, text[:-1].strip()
    return 1, text.removeprefix("+").strip()


def _fault(cell: object, values: Values) -> Fault:
    example = f"1{values.thousands}234{values.decimal}50"
    return Fault(
        rule="not-a-number",
        problem=f"{shortened(str(cell))!r} is not a number",
        remedy=f"write digits only, as in {example}, or leave the cell empty",
    )
