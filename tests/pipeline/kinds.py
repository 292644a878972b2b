"""Kinds of cells, each with all that it may show: name -> the cells of a notebook."""

from __future__ import annotations

_BOX = "import ipywidgets as w\nfrom IPython.display import display\n"
_IPYTHON = "from IPython.display import HTML, Image, Markdown, clear_output, display, update_display\n"

KINDS: dict[str, tuple[str, ...]] = {
    "value": ("1 + 1", "'texte'", "None", "_, __"),
    "several values": ("1\n2\n3", "a = 4; a"),
    "no value": ("b = 1;", "1;"),
    "empty": ("", "  \n", "# a comment"),
    "print": ("print('un'); print('deux', end='')", "print('é ’ 漢 \\x1b[31mred\\x1b[0m')"),
    "both streams": ("import sys\nprint('a'); print('b', file=sys.stderr); print('c'); print('d', file=sys.stderr)",),
    "streams around a display": (_IPYTHON + "print('a'); display(1); print('b'); display(2); print('c')",),
    "flush": ("import sys\nprint('a', flush=True)\nprint('b')\nsys.stdout.flush()\nprint('c')",),
    "carriage return": ("for i in range(3): print(f'{i}\\r', end='')",),
    "large output": ("print('x' * 2_000_000)", "'y' * 300_000"),
    "many lines": ("for i in range(3000): print(i)",),
    "display": (_IPYTHON + "display(1, 'two', [3])", "display({'text/plain': 'x', 'text/html': '<b>x</b>'}, raw=True)"),
    "html": (_IPYTHON + "HTML('<b>é</b>')", "Markdown('# x')"),
    "image": (_IPYTHON + "import base64\nImage(base64.b64decode('iVBORw0KGgo='), format='png')",),
    "metadata": (_IPYTHON + "display(HTML('x'), metadata={'text/html': {'isolated': True}})",),
    "custom type": (_IPYTHON + "display({'application/vnd.x+json': {'a': [1, None, 1.5]}}, raw=True)",),
    "mimebundle": (
        "class A:\n  def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "    return {'text/plain': 'a', 'application/json': {'k': (1, 2)}}, {'application/json': {'m': 1}}\nA()",
    ),
    "failing repr": (
        "class A:\n  def _repr_html_(self): raise ValueError('no')\n  def __repr__(self): return 'a'\nA()",
    ),
    "update": (
        _IPYTHON + "handle = display('first', display_id='one')\nprint('between')\nhandle.update('second')",
        "update_display('third', display_id='one')",
        "display('again', display_id='one')",
    ),
    "unknown update": (_IPYTHON + "update_display('x', display_id='nobody')",),
    "clear": (_IPYTHON + "print('gone'); display(1); clear_output(); print('stays')",),
    "clear later": (_IPYTHON + "print('gone'); clear_output(wait=True); display('stays')", "clear_output(wait=True)"),
    "error": ("def f(x):\n  return 1 / x\n", "print('before')\nf(0)", "'never'"),
    "error in an error": ("try:\n  1 / 0\nexcept ZeroDivisionError as e:\n  raise ValueError('x') from e",),
    "group of errors": ("raise ExceptionGroup('g', [ValueError('a'), TypeError('b')])",),
    "syntax error": ("a = = 1",),
    "indentation error": ("if True:\nx = 1",),
    "error of a library": ("import json\njson.loads('{')",),
    "error with a long text": ("raise ValueError('x' * 5000 + ' é')",),
    "expected error": ("1 / 0", "2"),
    "exit 0": ("import sys\nsys.exit(0)", "'never'"),
    "exit 3": ("import sys\nsys.exit(3)",),
    "interruption": ("raise KeyboardInterrupt", "'never'"),
    "exit last": ("print('x')", "exit()"),
    "await": ("import asyncio\nawait asyncio.sleep(0.01, result='slept')", "async def f(): return 3\nawait f()"),
    "task": (
        "import asyncio\nasync def say(): await asyncio.sleep(0.01); return 'said'\nt = asyncio.create_task(say())",
        "await t",
    ),
    "running loop": ("import asyncio\nasyncio.run(asyncio.sleep(0))",),
    "awaited error": ("import asyncio\nasync def f(): raise KeyError('k')\nawait f()",),
    "capture": ("%%capture held\nprint('x')\n1", "held.stdout, len(held.outputs)", "held.show()"),
    "time": ("%%time\nx = 1", "%time y = 2"),
    "magics": ("%pwd == __import__('os').getcwd()", "%who_ls int", "%precision 2", "3.14159", "%xmode Minimal", "1/0"),
    "unknown magic": ("%no_such_magic",),
    "shell": ("!echo é", "x = !printf 'a\\nb'\nx", "!exit 3"),
    "help": ("len?", "?len"),
    "pasted prompt": (">>> x = 3\n>>> x",),
    "inline figure": (
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "f, a = plt.subplots(); a.set_title('é'); f",
        "plt.figure(); plt.show(); print('after')",
    ),
    "figure without a word": (
        "import matplotlib.pyplot as plt\nfig = plt.figure(figsize=(2, 1)); fig.gca().plot([1])",
    ),
    "figure in svg": (
        "%config InlineBackend.figure_formats = ['svg']\nimport matplotlib as mpl\nmpl.rcParams['svg.hashsalt'] = 'x'\n"
        "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.close() or mpl.get_backend()",
    ),
    "figure object": ("from matplotlib.figure import Figure\nf = Figure(figsize=(2, 1)); f.add_subplot(); f",),
    "input": ("input('?')",),
    "password": ("import getpass\ngetpass.getpass()",),
    "warning": ("import warnings\nwarnings.warn('seen', UserWarning)\nwarnings.warn('seen', UserWarning)", "1"),
    "logging": ("import logging\nlogging.warning('w')\nlogging.getLogger('x').error('e')",),
    "tables": (
        "import pandas as pd\ndf = pd.DataFrame({f'c{i}': range(3) for i in range(40)})\ndf",
        "print(df)",
        "pd.options.display.max_columns, pd.options.display.max_rows, pd.options.display.width",
        "df.style.format('{:.1f}').set_uuid('u')",
        "pd.reset_option('display.max_columns'); df",
    ),
    "options": ("import pandas as pd\npd.set_option('display.precision', 2)\npd.Series([1.23456])",),
    "widget": (_BOX + "s = w.IntSlider(value=3)\ns", "s.value = 5\ns.value", "w.VBox([s, w.HTML('x')])"),
    "widget with buffers": (_BOX + "w.Image(value=b'\\x89PNG', format='png')",),
    "output widget": (
        _BOX + "o = w.Output()\nwith o:\n  print('inside')\n  display(7)\nprint('outside')\no",
        "with o:\n  print('more')\no.clear_output()",
        "o.outputs",
    ),
    "output widget with an error": (_BOX + "o = w.Output()\nwith o:\n  1 / 0\no",),
    "interact": (_BOX + "w.interact(lambda x: print(x), x=3);",),
    "comm": ("import comm\nc = comm.create_comm(target_name='t', data={'a': 1})\nc.send({'b': 2})\nc.close()",),
    "thread": (
        "import threading\nfor n in range(3):\n"
        "  t = threading.Thread(target=print, args=(n,)); t.start(); t.join()\nprint('main')",
    ),
    "thread that displays": (
        _IPYTHON + "import threading\nt = threading.Thread(target=display, args=(1,)); t.start(); t.join()",
    ),
    "thread that fails": ("import threading\nt = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",),
    "kernel": (
        "k = get_ipython().kernel\ntype(get_ipython()).__name__, k.implementation, hasattr(k, 'shell')",
        "k.get_parent()['header']['msg_type'], get_ipython().execution_count",
        "import sys\n__name__, sys.modules['__main__'] is __import__('__main__'), '__file__' in globals()",
        "sys.stdout.isatty(), sys.stdout.encoding, sys.stdin.isatty() if sys.stdin else None",
    ),
    "history": ("x = 3", "In[1:3], Out, _i"),
    "hooks": (
        "get_ipython().events.register('post_run_cell', lambda result: print('after', result.success))",
        "1",
    ),
    "formatter": (
        "f = get_ipython().display_formatter.formatters['text/html']\nf.for_type(int, lambda n: f'<i>{n}</i>')\n7",
        "7",
    ),
    "deep error": ("def f(n): return 1 / 0 if n > 60 else f(n + 1)\nf(0)",),
    "not a number": ("float('nan'), float('inf')", "display({'application/json': {'a': float('nan')}}, raw=True)"),
    "bytes": ("b'\\x00\\xff'", "display({'text/plain': 'x', 'image/png': 'aGk='}, raw=True)"),
    "lone surrogate": ("'\\ud800'",),
    "store": ("x = 3", "%store x", "%store"),
    "debugger": ("breakpoint()\n1",),
    "fault handler": ("import faulthandler\nfaulthandler.enable()\nfaulthandler.is_enabled()",),
    "raise in display": (
        "class A:\n  def _repr_html_(self): raise SystemExit\n  def __repr__(self): raise KeyError('r')\nA()",
    ),
    "shadowed builtin": ("print = None", "1", "print"),
    "long cell": ("\n".join(f"a{i} = {i}" for i in range(400)) + "\na399",),
    "types": ("import decimal, datetime\ndecimal.Decimal('1.10'), datetime.date(2026, 6, 30)", "{1: {2}}", "..."),
    "progress bar": ("from tqdm import tqdm\nfor _ in tqdm(range(2), disable=True): pass\nprint('x')",),
}
