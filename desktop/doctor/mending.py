"""A copy of a checkpoint whose side files are right, beside the folder, which stays as it is.

Its weights are links. Mended is what other apps go by and Facet does without, the findings of
severity "elsewhere"; what weights have lost can't be made here. The chat template is Facet's own.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from desktop.gemma4.checkpoint import Checkpoint, open_checkpoint
from desktop.gemma4.stored import INDEX
from desktop.models.findings import Report
from desktop.problems import Problem
from desktop.side_files import read_side_file

from .processor import PROCESSOR, processor_config, soft_tokens
from .shards import declared_tensors
from .template import TEMPLATE, own_template
from .vocabulary import GENERATION, TOKENIZER, end_ids

_Files = dict[str, str]


def can_mend(report: Report) -> bool:
    """Whether a mended copy would be better, and would run."""
    return report.runs and any(found.severity == "elsewhere" for found in report.findings)


def mend(report: Report) -> Path:
    """Make the copy, and return its folder; raises Problem where nothing can be written there."""
    folder = Path(os.path.abspath(report.folder))
    files = _mended_files(open_checkpoint(folder), {found.kind for found in report.findings})
    mended = _free_name(folder)
    try:
        mended.mkdir()
        for path in folder.iterdir():
            if path.name not in files:
                # Relative, so that both folders may be moved together.
                (mended / path.name).symlink_to(Path("..", folder.name, path.name))
        for name, text in files.items():
            (mended / name).write_text(text, encoding="utf-8")
    except OSError as error:
        shutil.rmtree(mended, ignore_errors=True)
        raise Problem("cannot_mend", path=mended) from error
    return mended


def _mended_files(checkpoint: Checkpoint, kinds: Iterable[str]) -> _Files:
    """The right text of each file that a finding is about."""
    menders: dict[str, Callable[[Checkpoint], _Files]] = {
        "missing_processor": _processor,
        "missing_feature_extractor": _processor,
        "missing_image_processor": _processor,
        "wrong_feature_extractor": _processor,
        "wrong_image_processor": _processor,
        "missing_end_tokens": _generation,
        "other_template": _template,
        "missing_tokenizer_config": _tokenizer,
        "wrong_index": _index,
    }
    files: _Files = {}
    for kind, mender in menders.items():
        if kind in kinds:
            files |= mender(checkpoint)
    return files


def _processor(checkpoint: Checkpoint) -> _Files:
    right = processor_config(checkpoint.config, soft_tokens(checkpoint.folder))
    return {PROCESSOR: _json(right)}


def _generation(checkpoint: Checkpoint) -> _Files:
    declared = read_side_file(checkpoint.folder / GENERATION) or {}
    return {GENERATION: _json({**declared, "eos_token_id": list(end_ids(checkpoint).values())})}


def _template(checkpoint: Checkpoint) -> _Files:
    """The template in a file of its own, and none in the tokenizer's config."""
    files = {TEMPLATE: own_template(checkpoint.config)}
    if declared := read_side_file(checkpoint.folder / TOKENIZER):
        declared.pop("chat_template", None)
        files[TOKENIZER] = _json(declared)
    return files


def _tokenizer(checkpoint: Checkpoint) -> _Files:
    named = {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>"}
    return {
        TOKENIZER: _json({**named, "padding_side": "left", "tokenizer_class": "GemmaTokenizer"})
    }


def _index(checkpoint: Checkpoint) -> _Files:
    tensors = declared_tensors(checkpoint.shards)
    places = {tensor.name: tensor.shard.name for tensor in tensors}
    size = sum(tensor.entry.end - tensor.entry.begin for tensor in tensors)
    return {INDEX: _json({"metadata": {"total_size": size}, "weight_map": places})}


def _free_name(folder: Path) -> Path:
    """“… (mended)”, or with the first number that is free."""
    names = (f"{folder.name} (mended{f' {i}' if i > 1 else ''})" for i in count(1))
    return next(path for name in names if not (path := folder.with_name(name)).exists())


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
