"""Links in what a model writes: shown before they are opened, and opened by the browser alone."""

from __future__ import annotations

import re
from itertools import groupby

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtWidgets import QWidget

from desktop.ui.agreement import agreed

from .fragments import fragments

_OPENED = ("http", "https", "mailto")
_HOST = r"(?:[\w-]+\.)+"
_SCHEME = r"(?:https?://|mailto:|www\.)(?:[^\s/@]+@)?"
# Without a scheme, `os.path` and `Node.js` look like hosts too, so only frequent endings count.
_ENDING = "com|org|net|edu|gov|info|io|ai|dev|app|co|eu|us|uk|jp|de|fr|cn|kr|ru|in"
_ADDRESS = re.compile(
    rf"(?:{_SCHEME}({_HOST}[^\W\d_]{{2,}})|(?:[^\s/@]+@)?({_HOST}(?:{_ENDING})))(?:[:/?#]\S*)?",
    re.IGNORECASE,
)


def address(url: QUrl) -> str:
    """Where a link leads, with a host of other letters spelled out, so that none is mistaken."""
    shown = QUrl(url)
    plain = shown.toDisplayString()
    pretty, exact = url.host(), url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    return plain.replace(pretty, exact, 1) if pretty else plain


def opens(url: QUrl) -> bool:
    """Whether a click on a link opens it: the web and mail, nothing of this computer."""
    return url.scheme().lower() in _OPENED


def leads_elsewhere(url: QUrl, words: str) -> bool:
    """Whether a link's words look like an address, and it leads to another host than that."""
    said = _ADDRESS.fullmatch(words.strip())
    return said is not None and _bare(said[1] or said[2]) != _bare(_host(url))


def words_of(url: QUrl, document: QTextDocument) -> list[str]:
    """The words of each link in a document that leads there."""
    found: list[str] = []
    block = document.begin()
    while block.isValid():
        for leads, run in groupby(fragments(block), lambda f: QUrl(f.charFormat().anchorHref())):
            if leads == url:
                found.append("".join(fragment.text() for fragment in run))
        block = block.next()
    return found


def follow(url: QUrl, document: QTextDocument, parent: QWidget) -> None:
    """Open a link of a document; ask first where its words say another address."""
    lies = [words for words in words_of(url, document) if leads_elsewhere(url, words)]
    if opens(url) and (not lies or _agreed(url, lies[0], parent)):
        QDesktopServices.openUrl(url)


def _host(url: QUrl) -> str:
    return url.path().rpartition("@")[2] if url.scheme() == "mailto" else url.host()


def _bare(host: str) -> str:
    return QUrl.fromUserInput(host.lower().removeprefix("www.")).host()


def _agreed(url: QUrl, words: str, parent: QWidget) -> bool:
    return agreed(
        parent.window(),
        QCoreApplication.translate("links", "This link leads elsewhere than it says."),
        QCoreApplication.translate("links", "It says “{words}” and leads to {address}").format(
            words=words, address=address(url)
        ),
        QCoreApplication.translate("links", "Open It"),
    )
