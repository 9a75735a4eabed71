"""The access token for Hugging Face, in the system's keychain."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.problems import Problem

_SERVICE, _ACCOUNT = "Facet", "Hugging Face"


def read_token() -> str | None:
    """The token that is kept, else the one that Hugging Face's own tools use; None without any."""
    return kept_token() or _other_token()


def kept_token() -> str | None:
    """The token that is kept; None where there is none, or no keychain that can be opened."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _ACCOUNT)
    except KeyringError:
        return None


def keep_token(token: str) -> None:
    """Keep a token in place of another; raises Problem where there is no keychain to keep it in."""
    import keyring
    from keyring.errors import KeyringError

    token = token.strip()
    try:
        keyring.set_password(_SERVICE, _ACCOUNT, token)
    except KeyringError as error:
        raise Problem("no_keychain") from error
    if kept_token() != token:
        raise Problem("no_keychain")


def forget_token() -> None:
    """Keep no token any more; raises Problem where the keychain can't be changed."""
    import keyring
    from keyring.errors import KeyringError

    if kept_token() is None:
        return
    try:
        keyring.delete_password(_SERVICE, _ACCOUNT)
    except KeyringError as error:
        raise Problem("no_keychain") from error


def _other_token() -> str | None:
    """As huggingface_hub finds it, which would also ask the network to renew one."""
    if token := os.environ.get("HF_TOKEN", "").strip():
        return token
    from huggingface_hub import constants

    if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN:
        return None
    try:
        return Path(constants.HF_TOKEN_PATH).read_text("utf-8").strip() or None
    except (OSError, ValueError):
        return None
