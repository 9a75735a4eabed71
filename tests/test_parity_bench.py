"""The table of the README says what was measured."""

from __future__ import annotations

from bench.parity import ROWS, SIZES, TOKENS, Agreement, Results, legend, table

TEXT, PICTURE = ROWS[0], ROWS[1]
E2B, E4B = list(SIZES)[:2]
FACET: Results = {
    (TEXT, E2B): Agreement(TOKENS, log_probability=0.001),
    (TEXT, E4B): Agreement(TOKENS, log_probability=0.002),
    (PICTURE, E2B): Agreement(TOKENS, log_probability=0.001, soft=3e-5),
}
PEER: Results = {**FACET, (PICTURE, E2B): Agreement(3, log_probability=7.0, soft=0.5)}


def row_of(text: str, label: str) -> list[str]:
    (line,) = [line for line in text.splitlines() if line.startswith(f"| {label} |")]
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_a_cell_has_both_libraries_and_marks_what_is_wrong() -> None:
    shown = table({"Facet": FACET, "mlx-vlm": PEER})
    assert row_of(shown, "text") == ["24 / 24", "24 / 24", "–", "–", "–"]
    assert row_of(shown, "picture") == ["24 / **3**", "–", "–", "–", "–"]
    assert row_of(shown, "tokens alike: Facet / mlx-vlm") == list(SIZES.values())


def test_facet_stands_alone_where_the_peer_is_not_installed() -> None:
    shown = table({"Facet": FACET})
    assert row_of(shown, "picture") == ["24", "–", "–", "–", "–"]
    said = legend({"Facet": FACET}, {"Facet": 9}, {"Facet": "1"})
    assert "pip install -e '.[peers]'" in said


def test_the_legend_tells_the_largest_differences() -> None:
    results = {"Facet": FACET, "mlx-vlm": PEER}
    said = " ".join(legend(results, {"Facet": 9, "mlx-vlm": 24}, {"Facet": "1"}).split())
    assert "alike: Facet 0.002, mlx-vlm 0.002 (7 elsewhere);" in said
    assert "element: Facet 3e-05, mlx-vlm 0 (0.5 elsewhere)." in said
    assert "first picture: Facet 9, mlx-vlm 24." in said
    assert "pip install" not in said
