"""From the first launch to the first answer of a model that was downloaded: three clicks."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

from hub_server import Fault, HubServer
from person import click, wait_until
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel

from desktop.models.hub import Hub
from desktop.models.mac import Mac
from desktop.places import BUILT_IN_MODEL
from desktop.ui.client import EngineClient
from desktop.ui.models.library import ModelLibrary
from desktop.ui.models.offer import ModelOffer
from desktop.ui.preview.scripted import ScriptedClient
from desktop.ui.window import MainWindow

BEST = "mlx-community/gemma-4-E4B-it-qat-4bit"


def words(offer: ModelOffer) -> str:
    labels = offer.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible() and label.text())


def test_two_clicks_lead_from_the_first_launch_to_an_answer(
    tmp_path: Path, hub: HubServer, settings: QSettings
) -> None:
    hub.publish(BEST, BUILT_IN_MODEL)
    library = ModelLibrary(
        tmp_path / "Models",
        lambda _: nullcontext(),
        hub=lambda: Hub(hub.url),
        home=tmp_path,
        mac=Mac("Apple M4", 16 * 2**30, 120e9),
    )
    window = MainWindow(EngineClient(), library=library)
    window.show()
    assert window.models is not None
    offer = window.models.offer
    wait_until(offer.isVisible)
    click(offer.get)
    folder = str(tmp_path / "Models" / BEST)
    wait_until(lambda: window.model.folder == folder)
    wait_until(lambda: not offer.isVisible())
    click(window.empty.examples[1])
    wait_until(lambda: window.chat.turns and window.chat.turns[-1].role == "model")
    assert "Pebble" in window.chat.turns[-1].text
    window.close()
    window.deleteLater()


def test_the_offer_names_the_best_model_for_this_mac(
    window: MainWindow, client: ScriptedClient
) -> None:
    assert window.models is not None
    assert not window.models.offer.isVisible()
    client.become_ready("Pebble", folder=BUILT_IN_MODEL)
    wait_until(window.models.offer.isVisible)
    assert window.models.offer.get.text() == "Download 6.8 GB"


def test_a_real_model_needs_no_offer(window: MainWindow, client: ScriptedClient) -> None:
    client.become_ready()
    assert window.models is not None and not window.models.offer.isVisible()


def test_a_model_that_is_here_already_is_offered_instead(
    window: MainWindow, client: ScriptedClient, library: ModelLibrary
) -> None:
    assert window.models is not None
    offer, asked = window.models.offer, []
    client.become_ready("Pebble", folder=BUILT_IN_MODEL)
    folder = library.folder / BEST
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(
        '{"model_type": "gemma4", "text_config": {"num_hidden_layers": 42}}'
    )
    (folder / "model.safetensors").write_bytes(b"weights")
    library.look()
    wait_until(lambda: offer.get.text() == "Use It")
    offer.used.connect(asked.append)
    click(offer.get)
    assert asked == [str(folder)]


def test_a_download_that_fails_says_why_and_goes_on_at_a_click(
    window: MainWindow, client: ScriptedClient, library: ModelLibrary, hub: HubServer
) -> None:
    assert window.models is not None
    offer = window.models.offer
    client.become_ready("Pebble", folder=BUILT_IN_MODEL)
    hub.publish(BEST, BUILT_IN_MODEL)
    hub.script(*(Fault("status", status=503) for _ in range(4)))
    wait_until(offer.isVisible)
    click(offer.get)
    wait_until(lambda: offer.line.switch.text() == "Try Again")
    assert "Hugging Face" in offer.line.problem.text() or "127.0.0.1" in offer.line.problem.text()
    hub.fault = lambda _: None
    used: list[str] = []
    offer.used.connect(used.append)
    click(offer.line.switch)
    wait_until(lambda: used)
    assert used == [str(library.folder / BEST)]


def test_a_model_that_is_broken_as_published_is_not_used_and_says_why(
    window: MainWindow, client: ScriptedClient, library: ModelLibrary, hub: HubServer
) -> None:
    files = {path.name: path.read_bytes() for path in BUILT_IN_MODEL.iterdir()}
    config = json.loads(files["config.json"])
    config["text_config"]["num_hidden_layers"] = 9
    hub.publish(BEST, {**files, "config.json": json.dumps(config).encode()})
    client.become_ready("Pebble", folder=BUILT_IN_MODEL)
    assert window.models is not None
    used: list[str] = []
    window.models.offer.used.connect(used.append)
    library.download(BEST)
    wait_until(lambda: "config.json” is damaged" in window.composer.notice.text())
    assert not used


def test_whoever_has_chosen_another_model_meanwhile_keeps_it(
    window: MainWindow, client: ScriptedClient, library: ModelLibrary, hub: HubServer
) -> None:
    assert window.models is not None
    hub.publish(BEST, BUILT_IN_MODEL)
    client.become_ready()
    used: list[str] = []
    window.models.offer.used.connect(used.append)
    arrived: list[str] = []
    library.arrived.connect(arrived.append)
    library.download(BEST)
    wait_until(lambda: arrived)
    assert not used


def test_the_foot_of_the_sidebar_says_how_far_downloads_are(
    tmp_path: Path, client: ScriptedClient, library: ModelLibrary, hub: HubServer
) -> None:
    window = MainWindow(client, tmp_path / "Chats", library=library)
    window.show()
    assert window.sidebar is not None
    foot = window.sidebar.findChild(QLabel, "offline")
    assert foot.text() == "Offline. Nothing is sent."
    hub.publish_stalling(BEST, BUILT_IN_MODEL)
    library.download(BEST)
    wait_until(lambda: foot.text().startswith("Downloading a model: "))
    library.cancel(BEST)
    wait_until(lambda: foot.text() == "Offline. Nothing is sent.")
    window.close()
    window.deleteLater()


def test_while_a_model_that_came_is_being_checked_it_says_so(
    window: MainWindow, client: ScriptedClient, library: ModelLibrary, hub: HubServer
) -> None:
    assert window.models is not None
    hub.publish(BEST, BUILT_IN_MODEL)
    client.become_ready("Pebble", folder=BUILT_IN_MODEL)
    offer = window.models.offer
    library.download(BEST)
    wait_until(lambda: library.is_arriving(BEST))
    assert "Gemma 4 E4B is here It is being checked…" in words(offer)
    assert not offer.get.isVisible()
    wait_until(lambda: not library.is_arriving(BEST))
    assert "checked" not in words(offer)
