"""The order of an examination: what is broken first, and what the model can do last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.gemma4.checkpoint import Checkpoint, assemble_model, open_checkpoint
from desktop.gemma4.config import Config
from desktop.gemma4.model import Gemma4
from desktop.gemma4.unified import FrameConfig, PatchConfig
from desktop.models.findings import Ability, Badge, Finding, Report
from desktop.problems import Problem

from .precision import check_precision
from .processor import check_processor
from .senses import Trial, try_ears, try_eyes, try_words
from .shards import check_index, check_shards, declared_tensors
from .template import check_template
from .vocabulary import (
    PICTURES,
    SOUNDS,
    THINKING,
    TOOLS,
    check_generation,
    check_vocabulary,
    missing_tokens,
)
from .weights import check_weights

_UNFIT = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What computing raises where config.json holds values that its shapes do not tell are wrong."""


def examine(folder: Path, *, quick: bool = False) -> Report:
    """Everything that is wrong with a folder, and what its model can do.

    The model is loaded, and shown and played things, unless `quick`. Nothing is written. Where
    something is broken, what depends on it is not examined, and the model can do nothing.
    """
    findings: list[Finding] = []
    try:
        checkpoint = open_checkpoint(folder)
        tensors = declared_tensors(checkpoint.shards)
        findings += check_shards(tensors)
        if not _usable(findings):
            return Report(str(folder), checkpoint.name, False, findings=tuple(findings))
        model = assemble_model(checkpoint)
    except Problem as problem:
        findings.append(Finding.from_problem(problem))
        return Report(str(folder), folder.name, thorough=False, findings=tuple(findings))
    findings += [
        *_lost_senses(checkpoint),
        *check_precision(model),
        *check_vocabulary(checkpoint),
        *check_generation(checkpoint),
        *check_processor(checkpoint),
        *check_template(folder, checkpoint.config),
        *check_index(folder, tensors),
    ]
    trials: dict[Ability, Trial] = {}
    thorough = not quick and _usable(findings)
    if thorough:
        findings += check_weights(model)
        tried, trials = _try(checkpoint, model)
        findings += tried
    return Report(
        folder=str(folder),
        name=checkpoint.name,
        thorough=thorough,
        badges=tuple(_badges(checkpoint, trials)) if _usable(findings) else (),
        findings=tuple(findings),
    )


def _usable(findings: Iterable[Finding]) -> bool:
    return all(finding.severity != "broken" for finding in findings)


def _lost_senses(checkpoint: Checkpoint) -> Iterator[Finding]:
    """All of Gemma 4 sees; what has per-layer embeddings, or no towers, hears as well."""
    if not checkpoint.sees:
        yield Finding.of("blind")
    if not checkpoint.hears and _was_made_to_hear(checkpoint.config):
        yield Finding.of("deaf")


def _was_made_to_hear(config: Config) -> bool:
    unified = isinstance(config.vision, PatchConfig) or isinstance(config.audio, FrameConfig)
    per_layer = bool(config.text.hidden_size_per_layer_input)
    return per_layer or unified or config.audio is not None or config.size_name() == "12B"


def _try(checkpoint: Checkpoint, model: Gemma4) -> tuple[list[Finding], dict[Ability, Trial]]:
    """Talk, then show and play what the model has senses for."""
    trials: dict[Ability, Trial] = {}
    try:
        wordless = try_words(checkpoint, model)
        findings = [] if wordless is None else [wordless]
        if not _usable(findings):
            return findings, trials
        if _sees(checkpoint):
            trials["sees"] = try_eyes(checkpoint, model, talks=wordless is None)
        if _hears(checkpoint):
            trials["hears"] = try_ears(checkpoint, model, talks=wordless is None)
    except Problem as problem:
        return [Finding.from_problem(problem)], {}
    except _UNFIT as error:
        detail = str(error).partition("\n")[0].rstrip(".:")
        return [Finding.of("cannot_compute", detail=detail)], {}
    findings += [trial.finding for trial in trials.values() if trial.finding is not None]
    return findings, trials


def _badges(checkpoint: Checkpoint, trials: dict[Ability, Trial]) -> Iterator[Badge]:
    senses: dict[Ability, bool] = {"sees": _sees(checkpoint), "hears": _hears(checkpoint)}
    for ability, has in senses.items():
        trial = trials.get(ability, Trial(0, 0, None))
        yield Badge(ability, has and trial.finding is None, trial.right, trial.tried)
    yield Badge("thinks", not missing_tokens(checkpoint, THINKING))
    yield Badge("calls tools", not missing_tokens(checkpoint, TOOLS))


def _sees(checkpoint: Checkpoint) -> bool:
    return checkpoint.sees and not missing_tokens(checkpoint, PICTURES)


def _hears(checkpoint: Checkpoint) -> bool:
    return checkpoint.hears and not missing_tokens(checkpoint, SOUNDS)
