"""Hostile texts, the one list: what a customer, a heading, a setting or a file might be called to harm a page.

Each that can run anything marks the window that it ran in, so that a browser tells whether it did. `MARKUP` is what a
scan refuses where it stands unescaped; `TEXTS` means harm to another reader: Markdown, templates, formulas, the eye.
"""

from __future__ import annotations

import unicodedata

MARKUP = (
    "<script>window.__ran=1</script>",
    "<SCRIPT SRC=//a.example></SCRIPT>",
    "<scr\x00ipt>window.__ran=1</script>",
    "<img src=x onerror=window.__ran=1>",
    "<img src=x onerror\n=window.__ran=1>",
    "<img/src=x/onerror=window.__ran=1>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<svg onload=window.__ran=1>",
    "<svg><script>window.__ran=1</script></svg>",
    "<svg><animate attributeName=href to=javascript:alert(1)></svg>",
    "<svg><set attributeName=onmouseover to=alert(1)></svg>",
    "<svg><foreignObject><body></body></foreignObject></svg>",
    "<svg><use href='data:image/svg+xml,x#y'/></svg>",
    "</svg><img src=x onerror=window.__ran=1>",
    "</text></svg><script>window.__ran=1</script>",
    "</style><script>window.__ran=1</script>",
    "</script><script>window.__ran=1</script>",
    "</title></head><body onload=window.__ran=1>",
    "</td></tr></table><b onmouseover=window.__ran=1>x</b>",
    "--><script>window.__ran=1</script><!--",
    "]]><script>window.__ran=1</script>",
    "<a href='javascript:window.__ran=1'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href=' https://a.example'>x</a>",
    "<iframe src=x></iframe>",
    "<iframe srcdoc='<script>parent.__ran=1</script>'></iframe>",
    "<object data=x></object>",
    "<embed src=x>",
    "<form action=x><input></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<base href=//a.example>",
    "<link rel=stylesheet href=x.css>",
    "<meta http-equiv=refresh content='0;url=//a.example'>",
    "<style>@import '//a.example';</style>",
    "<style>b{background:url(//a.example)}</style>",
    "<b style='background:url(//a.example)'>x</b>",
    r"<b style='background:\75rl(//a.example)'>x</b>",
    "<img src='https://a.example/x.png'>",
    "<img srcset='//a.example/x 2x'>",
    "<video poster=//a.example><source src=x></video>",
    "<audio src=x onerror=window.__ran=1></audio>",
    "<input onfocus=window.__ran=1 autofocus>",
    "<details ontoggle=window.__ran=1 open>",
    "<marquee onstart=window.__ran=1>",
    "<math><maction actiontype=statusline xlink:href='javascript:x'>y</maction></math>",
    "<template><b>x</b></template>",
    "<noscript><b>x</b></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>window.__ran=1</script>]]>",
    "<?xml-stylesheet href='x'?>",
    "<table background=//a.example><tr><td>x</td></tr></table>",
)
TEXTS = (
    '" onmouseover="window.__ran=1" x="',
    "' onfocus='window.__ran=1' autofocus='",
    "&lt;script&gt;window.__ran=1&lt;/script&gt;",
    "&#60;script&#62;window.__ran=1&#60;/script&#62;",
    "javascript:window.__ran=1",
    "[cliquez](javascript:window.__ran=1)",
    "![x](https://a.example/x.png)",
    "[x](data:text/html,<b>)",
    "<https://a.example>",
    "**gras** _x_ `code` ~~y~~ | a | b |",
    "# Titre\n\n---\n\n> cité",
    "{{ 7 * 7 }} {{ self.__init__.__globals__ }}",
    "{% raw %}{% for x in y %}",
    "{organisation} {0} {n.__class__} %s %(x)s ${x}",
    "$x^2$ $\\frac{1}{0}$",
    r"$$\int_0^\infty$$ \input{/x} \mathrm{x",
    "=1+1",
    "+1-1",
    "@SUM(A1:A2)",
    '=HYPERLINK("//a.example","x")',
    "-2+3+cmd|' /C calc'!A0",
    "\u202enoitagen\u202c",
    "\u2066isolé\u2067 à droite",
    "\u200fdroite\u061c \u200egauche\u200b",
    "\x01\x08\x1b[31mrouge\x7f\x85",
    "interminable" * 20,
    "<?php echo 1 ?> <% x %> #{x} @{x}",
    r"expression(alert(1)) \3c script\3e",
    "url(#x); } body { display: none",
    "None NaN inf Traceback",
)
PAYLOADS = (*MARKUP, *TEXTS)


def seen(text: str) -> str:
    """A text as a reader sees it: spaces run together, signs that show nothing left out."""
    bare = "".join(" " if unicodedata.category(c)[0] == "Z" else c for c in text if c.isspace() or not _hidden(c))
    return " ".join(bare.split())


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf")
