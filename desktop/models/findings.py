"""What an examination of a checkpoint folder has found, and its JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from desktop.problems import SENTENCES, Problem

Severity = Literal["broken", "impaired", "elsewhere", "notice"]
"""How much a finding matters.

A broken model cannot be used. An impaired one has lost a sense, or answers worse than it should.
Elsewhere is what Facet does without: other apps go by these files and lose something, and a folder
made beside this one puts it right. A notice is worth knowing, and no more.
"""
Ability = Literal["sees", "hears", "thinks", "calls tools"]

_BY_SEVERITY: dict[Severity, dict[str, str]] = {
    "broken": {
        "wrong_tensor_size": "The tensor “{tensor}” in “{path}” does not fill the place that is "
        "set aside for it. Download the file again.",
        "overlapping_tensors": "The tensors “{tensor}” and “{other}” in “{path}” lie over each "
        "other. Download the file again.",
        "wrong_vocabulary": "The tokenizer knows {tokens} tokens, and the weights {rows}: it "
        "belongs to another model. Download tokenizer.json again.",
        "talks_nonsense": "It has no idea of language: a plain answer is as good as unknown to it "
        "({nats} nats a token, where a guess has {guess}). Download the model again.",
        "cannot_compute": "It cannot compute with what config.json says ({detail}). Download "
        "config.json again.",
        "no_numbers": "What it computes is not a number. Download the model again.",
    },
    "impaired": {
        "blind": "It cannot see: the weights of its eyes were left out. Choose a copy that has "
        "them.",
        "deaf": "It cannot hear: the weights of its ears were left out. Choose a copy that has "
        "them.",
        "sees_nothing": "It has eyes and sees nothing: whatever a picture shows, it says the "
        "same. Download another copy of the model.",
        "sees_wrong": "It does not recognise what it sees: of {tried} questions about plain "
        "drawings it knew {right}. Download another copy of the model.",
        "sees_no_numbers": "What it sees is not a number. Download another copy of the model.",
        "hears_nothing": "It has ears and hears nothing: whatever a sound is, it says the same. "
        "Download another copy of the model.",
        "hears_wrong": "It does not understand what it hears: of {tried} spoken digits it knew "
        "{right}. Download another copy of the model.",
        "hears_no_numbers": "What it hears is not a number. Download another copy of the model.",
        "infinite_weights": "{count} of its tensors hold what is not a number, “{tensor}” for "
        "one. Download the model again.",
        "empty_weights": "{count} of its tensors hold one number throughout, “{tensor}” for "
        "one. Download the model again.",
        "repeated_weights": "{count} of its tensors repeat others: “{tensor}” is the same as "
        "“{other}”. Download the model again.",
        "double_tensor": "The tensor “{tensor}” is in “{path}” and in “{other}” as well. Delete "
        "the file that does not belong to the model.",
        "ruined_words": "Parts of it are packed in {bits} bits, “{tensor}” for one: too few to "
        "answer well. Choose a copy of 4 bits or more.",
        "ruined_per_layer": "Its per-layer embeddings are packed in {bits} bits: too few to "
        "answer well. Choose a copy that keeps them in 8 bits.",
        "ruined_router": "Its router is packed in {bits} bits, and chooses the wrong experts. "
        "Choose a copy that keeps it in 8 bits.",
        "ruined_eyes": "Its eyes are packed in {bits} bits: too few to see well. Choose a copy "
        "that keeps them whole.",
        "ruined_ears": "Its ears are packed in {bits} bits: too few to hear well. Choose a copy "
        "that keeps them whole.",
        "half_floats": "Its weights are float16, too narrow for what Gemma 4 computes: answers "
        "may break off into nonsense. Choose a copy in bfloat16, or a quantised one.",
        "missing_media_tokens": "Its tokenizer lacks {tokens}, without which pictures and sounds "
        "have no place. Download tokenizer.json again.",
        "wrong_token_ids": "config.json and the tokenizer do not agree on {tokens}. Download both "
        "files again.",
        "cannot_think": "It cannot think: its tokenizer lacks {tokens}. Download tokenizer.json "
        "again.",
        "cannot_call_tools": "It cannot call tools: its tokenizer lacks {tokens}. Download "
        "tokenizer.json again.",
    },
    "elsewhere": {
        "missing_processor": "processor_config.json is missing or damaged: Facet does without it, "
        "in other apps the model neither sees nor hears.",
        "missing_feature_extractor": "processor_config.json does not say how sound is taken in: "
        "Facet knows it, in other apps the model cannot hear.",
        "missing_image_processor": "processor_config.json does not say how pictures are taken in: "
        "Facet knows it, in other apps the model cannot see.",
        "wrong_feature_extractor": "processor_config.json takes sound in wrongly ({detail}): "
        "Facet knows better, in other apps the model hears wrong.",
        "wrong_image_processor": "processor_config.json takes pictures in wrongly ({detail}): "
        "Facet knows better, in other apps the model sees wrong.",
        "missing_end_tokens": "generation_config.json does not end an answer at {tokens}: Facet "
        "does, in other apps answers run on.",
        "other_template": "The chat template writes prompts otherwise than Gemma 4's of July 2026 "
        "({detail}): Facet writes its own, in other apps answers are worse.",
        "missing_tokenizer_config": "tokenizer_config.json is missing or damaged: Facet does "
        "without it, other apps may not open the model.",
        "wrong_index": "model.safetensors.index.json does not say where “{tensor}” is: Facet finds "
        "it, other apps may not open the model.",
    },
    "notice": {
        "missing_template": "There is no chat template. Facet writes its own prompts; other apps "
        "may need one.",
        "coarse_per_layer": "Its per-layer embeddings are packed in {bits} bits; answers are "
        "better where they have 8.",
        "coarse_eyes": "Its eyes are packed in {bits} bits; most copies keep them whole.",
        "coarse_ears": "Its ears are packed in {bits} bits; most copies keep them whole.",
        "uniform_4_bit": "All of its layers are packed in 4 bits, at which this size loses much: "
        "a copy of mixed precision, or of 8 bits, answers better.",
        "spare_weights": "“{path}” is not part of the model, and is not read.",
        "untrained": "It has learnt no language, as models made for tests: whether it understands "
        "what it sees and hears cannot be told.",
    },
}
FINDINGS: dict[str, str] = {
    kind: sentence for sentences in _BY_SEVERITY.values() for kind, sentence in sentences.items()
}
"""The sentence of every kind that is not a Problem's as well."""
_SEVERITIES: dict[str, Severity] = {
    kind: severity for severity, sentences in _BY_SEVERITY.items() for kind in sentences
}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    `kind` is a key of FINDINGS, or that of a Problem, which is as bad as broken; `details` fill
    the blanks of its sentence.
    """

    kind: str
    details: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, kind: str, /, **details: object) -> Finding:
        """A finding whose details are written as they are to be read."""
        return cls(kind, {name: str(value) for name, value in details.items()})

    @classmethod
    def from_problem(cls, problem: Problem) -> Finding:
        """What kept the folder from being opened."""
        return cls(problem.kind, problem.details)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return _SEVERITIES.get(self.kind, "broken")

    def __str__(self) -> str:
        return {**SENTENCES, **FINDINGS}[self.kind].format(**self.details)


@dataclass(frozen=True)
class Badge:
    """Whether the model has an ability, and of how many trials how many went right.

    Nothing is tried where the model was not loaded, or there is nothing to try.
    """

    ability: Ability
    has: bool
    right: int = 0
    tried: int = 0


@dataclass(frozen=True)
class Report:
    """What is known of a checkpoint folder after an examination.

    `thorough` says that the model was loaded and tried. `name` is the folder's where the model
    has none.
    """

    folder: str
    name: str
    thorough: bool
    badges: tuple[Badge, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether the model can be used at all."""
        return all(finding.severity != "broken" for finding in self.findings)

    @property
    def whole(self) -> bool:
        """Whether nothing but notices was found."""
        return all(finding.severity == "notice" for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON has it, each finding with its severity and its sentence."""
        findings = [
            {
                "kind": found.kind,
                "severity": found.severity,
                "details": dict(found.details),
                "sentence": str(found),
            }
            for found in self.findings
        ]
        return {
            "folder": self.folder,
            "name": self.name,
            "thorough": self.thorough,
            "runs": self.runs,
            "whole": self.whole,
            "badges": [asdict(badge) for badge in self.badges],
            "findings": findings,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        """Read what `to_json` wrote; raises ValueError, KeyError or TypeError for anything else."""
        findings = tuple(Finding(each["kind"], each["details"]) for each in data["findings"])
        for finding in findings:
            str(finding)
        return cls(
            folder=str(data["folder"]),
            name=str(data["name"]),
            thorough=bool(data["thorough"]),
            badges=tuple(Badge(**each) for each in data["badges"]),
            findings=findings,
        )
