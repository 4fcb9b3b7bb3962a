"""What a page may load: the pack's own fonts and marks, data URIs, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

SCHEME = "pack:"


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves `pack:` addresses from a fixed table and decodes `data:`; every other address is an error."""

    def __init__(self, resources: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._resources = resources

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The resource at `url`.

        Raises:
            ValueError: if it is not the pack's own.
        """
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME) and name in self._resources:
            kind, content = self._resources[name]
            return URLFetcherResponse(url, body=content, headers={"Content-Type": kind})
        return super().fetch(url, headers)
