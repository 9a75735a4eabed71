"""How a chat looks as a page: on a screen, light and dark, and on paper."""

from __future__ import annotations

from dataclasses import asdict

from desktop.ui.markdown.style import DARK_CODE, LIGHT_CODE, CodePalette


def _code_colours(palette: CodePalette) -> str:
    return "".join(
        f"pre .{word} {{ color: {colour} }}\n" for word, colour in asdict(palette).items()
    )


STYLE = f"""
:root {{
  color-scheme: light dark;
  --page: #fff; --text: #1b1b1f; --quiet: #6b6b73; --line: #e2e2e7;
  --bubble: #eff0f4; --card: #fafafc; --link: #0a5bd8;
}}
{_code_colours(LIGHT_CODE)}
@media (prefers-color-scheme: dark) {{
:root {{
  --page: #1c1c1e; --text: #f2f2f4; --quiet: #a0a0a8; --line: #38383d;
  --bubble: #2c2e34; --card: #232428; --link: #7fb2ff;
}}
{_code_colours(DARK_CODE)}
}}
* {{ box-sizing: border-box }}
html {{ background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%;
  font: 16px/1.6 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", "Hiragino Sans",
    "Noto Sans CJK JP", sans-serif }}
body {{ margin: 0 }}
main {{ max-width: 47.5rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; overflow-wrap: anywhere }}
h1, h2, h3, h4, h5, h6 {{ line-height: 1.3; font-weight: 600; margin: 1.6em 0 .5em }}
h1 {{ font-size: 1.35rem }} h2 {{ font-size: 1.2rem }} h3 {{ font-size: 1.07rem }}
h4, h5, h6 {{ font-size: 1rem }}
header h1 {{ font-size: 1.75rem; margin: 0 0 .15rem }}
header p {{ color: var(--quiet); margin: 0 }}
article {{ margin-top: 2rem }}
.name {{ color: var(--quiet); font-size: .8125rem; margin: 0 0 .35rem }}
.you {{ display: flex; flex-direction: column; align-items: flex-end }}
.you .words {{ background: var(--bubble); border-radius: 1.1rem; padding: .6rem 1rem;
  max-width: 85%; margin: .35rem 0 0 }}
.words {{ white-space: pre-wrap }}
p, ul, ol, blockquote, pre, .wide {{ margin: .75rem 0 }}
li > p {{ margin: .35rem 0 }}
li, li > ul, li > ol {{ margin: .2rem 0 }}
ul, ol {{ padding-left: 1.6rem }}
li.task {{ list-style: none; margin-left: -1.35rem }}
blockquote {{ border-left: 3px solid var(--line); padding-left: 1rem; margin-inline: 0 }}
hr {{ border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0 }}
a {{ color: var(--link); text-underline-offset: .15em }}
code, pre {{ font: .84em/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
  "Hiragino Sans", monospace }}
code {{ background: var(--bubble); border-radius: .3em; padding: .1em .3em }}
pre {{ background: var(--card); border: 1px solid var(--line); border-radius: .65rem;
  padding: .8rem 1rem; overflow-x: auto; overflow-wrap: normal; font-size: .84rem; tab-size: 4 }}
pre code {{ background: none; padding: 0; font: inherit }}
.wide {{ overflow-x: auto }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid var(--line); padding: .4rem .75rem .4rem 0; text-align: left;
  vertical-align: top; overflow-wrap: break-word }}
th {{ font-weight: 600 }}
.right {{ text-align: right }} .center {{ text-align: center }}
.formula {{ overflow-x: auto; text-align: center }}
math {{ font-family: math, "STIX Two Math", "Cambria Math"; font-size: 1.05em }}
.note {{ color: var(--quiet); font-size: .875rem }}
.note > p {{ display: inline; margin: 0 0 0 .3rem }}
.note sup {{ float: left }}
details {{ margin: 0 0 .75rem; color: var(--quiet) }}
summary {{ cursor: pointer; font-size: .875rem }}
details > div {{ border-left: 3px solid var(--line); padding-left: 1rem; margin-top: .5rem }}
img, video {{ display: block; max-width: 100%; height: auto; border-radius: .75rem }}
.you img {{ max-height: 22rem; width: auto; margin-top: .35rem }}
.you video {{ max-height: 22rem; margin-top: .35rem }}
audio {{ display: block; width: 20rem; max-width: 100%; margin-top: .35rem }}
.gone {{ color: var(--quiet); font-size: .875rem; margin: .35rem 0 0 }}
@page {{ margin: 20mm 18mm }}
@media print {{
  :root {{ --page: #fff; --text: #000; --quiet: #555; --line: #ccc; --bubble: #f3f3f5;
    --card: #fafafa; --link: #0a5bd8; color-scheme: light }}
  {_code_colours(LIGHT_CODE)}
  html {{ font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact }}
  main {{ max-width: none; padding: 0 }}
  pre, .words {{ white-space: pre-wrap; overflow-wrap: anywhere }}
  pre, table, .wide, .formula {{ overflow: visible }}
  h1, h2, h3, h4, .name {{ break-after: avoid }}
  img, tr, .formula {{ break-inside: avoid }}
  img {{ max-height: 18cm }}
  audio, video {{ display: none }}
}}
"""
