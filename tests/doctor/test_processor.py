"""The processor's file that Facet writes is the one that is published."""

from __future__ import annotations

import json

import pytest
from planted import FAMILIES, original

from desktop.doctor.processor import processor_config
from desktop.gemma4.checkpoint import open_checkpoint


@pytest.mark.parametrize("family", FAMILIES)
def test_it_says_what_the_published_file_says(family: str) -> None:
    published = json.loads((original(family) / "processor_config.json").read_text())
    assert processor_config(open_checkpoint(original(family)).config, 70) == published
