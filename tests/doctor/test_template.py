"""Facet's chat template writes what Facet's prompts are, and other templates are told from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.doctor.template import check_template, own_template, render_template
from desktop.gemma4.checkpoint import open_checkpoint

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = json.loads((GOLDEN / "prompt_cases.json").read_text("utf-8"))
TEMPLATES = {
    "small": own_template(open_checkpoint(GOLDEN / "ckpt" / "e2b-like").config),
    "large": own_template(open_checkpoint(GOLDEN / "ckpt" / "31b-like").config),
}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['template']}-{c['name']}")
def test_it_writes_the_official_prompts(case: dict[str, Any]) -> None:
    assert render_template(TEMPLATES[case["template"]], case) == case["rendered"]


@pytest.mark.parametrize(
    "template",
    ["{{ 1 / 0 }}", "{% for", "{{ ''.__class__.__mro__ }}", "x" * 300_000],
    ids=["raises", "does not parse", "reaches out", "is huge"],
)
def test_a_template_that_cannot_be_used_is_another_template(tmp_path: Path, template: str) -> None:
    (tmp_path / "chat_template.jinja").write_text(template)
    config = open_checkpoint(GOLDEN / "ckpt" / "e2b-like").config
    (found,) = check_template(tmp_path, config)
    assert found.details == {"detail": "pictures, sounds, thinking, tools"}
