"""The access token lies in the system's keychain, where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from huggingface_hub import constants
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from desktop.models.keychain import forget_token, keep_token, kept_token, read_token
from desktop.problems import Problem


class Keychain(KeyringBackend):
    """A keychain that is kept in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class Locked(Keychain):
    """A keychain that nobody unlocks."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


@pytest.fixture(autouse=True)
def keychain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keychain]:
    """A keychain in the place of the system's, and nothing of Hugging Face's own tools."""
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    before, keychain = keyring.get_keyring(), Keychain()
    keyring.set_keyring(keychain)
    yield keychain
    keyring.set_keyring(before)


def test_a_token_is_kept_until_it_is_forgotten(keychain: Keychain) -> None:
    keep_token(" hf_mine\n")
    assert kept_token() == read_token() == "hf_mine" and len(keychain.kept) == 1
    forget_token()
    assert kept_token() is None and not keychain.kept
    forget_token()


def test_the_token_of_other_tools_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_token() is None
    (tmp_path / "token").write_text("hf_file\n")
    assert read_token() == "hf_file"
    monkeypatch.setenv("HF_TOKEN", "hf_environment ")
    assert read_token() == "hf_environment"
    keep_token("hf_mine")
    assert read_token() == "hf_mine"


def test_it_does_not_where_that_is_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("hf_file")
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_IMPLICIT_TOKEN", True)
    assert read_token() is None


@pytest.mark.parametrize("other", [fail.Keyring, null.Keyring, Locked])
def test_without_a_keychain_that_is_said(
    other: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    keyring.set_keyring(other())
    monkeypatch.setenv("HF_TOKEN", "hf_environment")
    assert kept_token() is None and read_token() == "hf_environment"
    with pytest.raises(Problem, match="could not be kept"):
        keep_token("hf_mine")
    forget_token()
