"""Short programs in programs: features of Python that a generator of statements does not reach.

``{t}`` is an expression of a text, ``{c}`` a condition, ``{d}`` a dict with a name, ``{k}`` a key
of it, ``{n}`` a number that is new.
"""

from __future__ import annotations

_TEXT = r"""
def outer{n}():
    seen = {{'x': {t}}}
    def inner(value):
        nonlocal seen
        seen = {{'x': value}}
    if {c}: inner('inner')
    return seen['x']
meta['a'] = outer{n}()
---
def collect{n}(item, into=[]):
    into.append(item)
    return into
collect{n}({t})
types = list(collect{n}('z'))
---
adders{n} = [lambda x, i=i: x + i for i in 'pq']
meta['b'] = adders{n}[1]({t})
---
late{n} = [lambda: i for i in 'pq']
meta['b'] = late{n}[0]()
---
def first{n}(d):
    try:
        if {c}: return 'early'
        d['a'] = 'late'
    finally:
        d['b'] = 'finally'
    return 'end'
meta['c'] = first{n}(meta)
---
def clean{n}():
    for name in ['a', 'b']:
        try:
            if {c}: continue
            meta[name] = {t}
        finally:
            meta['c'] = name
clean{n}()
---
class Base{n}:
    part = {{'a': {t}}}
    def get(self): return dict(self.part)
class Sub{n}(Base{n}):
    def get(self):
        got = super().get()
        got['b'] = 'sub'
        return got
meta.update(Sub{n}().get())
---
class Shared{n}:
    part = {{'a': 'shared'}}
x = Shared{n}(); x.part['a'] = {t}
meta.update(Shared{n}().part)
---
class Add{n}:
    def __init__(self): self.it = meta
    def __iadd__(self, o):
        self.it['a'] = o
        return self
x = Add{n}(); x += {t}
---
class Item{n}:
    def __getitem__(self, key): meta['a'] = key; return key
meta['b'] = Item{n}()['q']
---
class Enter{n}:
    def __enter__(self): meta['a'] = 'in'; return self
    def __exit__(self, *a): meta['b'] = 'out'; return True
with Enter{n}():
    meta['c'] = {t}
    risky()
    meta['c'] = 'done'
---
class Shown{n}:
    def __str__(self): meta['a'] = 'shown'; return 'me'
text = f'{{Shown{n}()}}'
---
class Same{n}:
    def __eq__(self, o): meta['a'] = 'compared'; return True
if Same{n}() == 1: meta['b'] = 'eq'
---
from dataclasses import dataclass
@dataclass
class Data{n}:
    a: str
    b: str = 'd'
meta.update(vars(Data{n}({t})))
meta['c'] = Data{n}({t}).b
---
def twice{n}(f):
    def run(*a, **k):
        f(*a, **k)
        return f(*a, **k)
    return run
@twice{n}
def grow{n}(value): types.append(value); return value
meta['a'] = grow{n}({t})
---
keys{n} = meta.keys()
meta['a'] = {t}
types = sorted(keys{n})
---
for key in list({d}):
    if key.startswith('M'): continue
    del {d}[key]
---
for key, value in meta.items():
    meta[key] = value + {t}
---
for i, one in enumerate(containers):
    containers[i] = dict(one, ModelDataUrl=f's3://{{i}}')
---
for one in types:
    if len(types) < 4: types.append(one + 'n')
---
it{n} = iter(types)
meta['a'] = next(it{n}, 'none')
meta['b'] = next(it{n}, 'none')
---
gen{n} = (meta.update(a=one) for one in types)
{d}[{k}] = {t}
list(gen{n})
---
def yields{n}():
    meta['a'] = 'started'
    yield {t}
    meta['a'] = 'ended'
for one in yields{n}(): meta['b'] = one
---
any(meta.update(c=one) for one in types)
---
pairs{n} = {{k: v for k, v in zip('abc', [*types, {t}]) if v != 'q'}}
meta |= pairs{n}
---
a{n}, b{n} = b{n}, a{n} = {t}, 'swap'
meta['a'] = a{n}; meta['b'] = b{n}
---
a{n} = b{n} = {{'a': {t}}}
b{n}['a'] = 'both'
meta.update(a{n})
---
old{n} = {d}
{d} = {{**{d}}}
{d}[{k}] = {t}
old{n}[{k}] = 'old'
---
nested{n} = {{'x': meta, 'y': [meta]}}
nested{n}['y'][0]['a'] = {t}
deep{n} = copy.deepcopy(nested{n}); deep{n}['x']['b'] = 'deep'
---
shallow{n} = copy.copy(containers); shallow{n}[0]['ModelDataUrl'] = {t}; shallow{n}.append(1)
---
rows{n} = [{{}}] * 2
rows{n}[0]['Image'] = {t}
containers = containers[:1] + rows{n}
---
if {c}:
    part{n} = {{'a': 'x'}}
else:
    part{n} = {{'a': 'x'}}
kept{n} = part{n}
kept{n}['b'] = {t}
meta.update(part{n})
---
part{n} = meta if {c} else {{'a': 'own'}}
part{n}['a'] = {t}
meta['c'] = part{n}['a']
---
chosen{n} = [meta, container][len(sys.argv) % 2]
chosen{n}['a'] = {t}
---
print = lambda *a: meta.update(a='printed')
print({t})
del print
---
len{n} = len
def len(x): meta['b'] = 'len'; return 1
meta['c'] = str(len(types))
del len
---
setattr(helpers, 'word', lambda: 'patched') if False else None
---
text = '{{:>5}}|{{!r}}|{{:03d}}'.format({t}, 'q', 7) + '%5s' % {t}
---
meta['a'] = ','.join(sorted({{{t}}}))
---
text = 'x,y,z'.split(',')[-1] + {t}[::-1] + {t}[1:3] + str(7 // 2) + str(1 / 4) + str(True)
---
meta['a'] = str(sum([1, 2])) + str(max(3, 2)) + str(int('4')) + str(round(2.5)) + str(-7 % 3)
---
n{n} = 0
while n{n} < 3:
    n{n} += 1
    if n{n} == 2: continue
    meta['a'] = str(n{n})
else:
    meta['b'] = 'else'
---
for one in range(5):
    if one == 2 and {c}: break
    meta['a'] = str(one)
else:
    meta['b'] = 'whole'
---
def fact{n}(x): return 1 if x < 2 else x * fact{n}(x - 1)
meta['a'] = str(fact{n}(4))
---
def ping{n}(x):
    meta['a'] = str(x)
    if x < len(sys.argv) + 9: ping{n}(x + 1)
ping{n}(0)
---
async def wait{n}(): meta['a'] = 'awaited'; return {t}
import asyncio
meta['b'] = asyncio.run(wait{n}())
---
try:
    meta['a'] = {t}
    meta['missing'].x
    meta['a'] = 'not'
except KeyError:
    meta['b'] = 'caught'
---
try:
    try:
        risky()
    finally:
        meta['a'] = {t}
except ValueError:
    meta['b'] = 'outer'
else:
    meta['c'] = 'fine'
---
assert types or meta.update(a='x') is None
assert meta
---
globals()['text'] = 'global' if {c} else text
---
match {{'k': {t}, 'l': [1, 'two']}}:
    case {{'k': str() as s, 'l': [1, w]}} if {c}:
        meta['a'] = s; meta['b'] = w
    case {{'k': _}}: meta['c'] = 'k'
---
match ({t}, word()):
    case (x, 'alpha'): meta['a'] = x
    case (x, y): meta['b'] = y
---
del meta
meta = {{'a': {t}}}
---
lambda_{n} = lambda d=meta: d.update(b='lam')
meta = {{'a': 'fresh'}}
lambda_{n}()
---
request.update(Domain={t}) if {c} else request.setdefault('Task', 'else')
---
{c} and meta.update(a='and')
{c} or meta.update(b='or')
---
(y{n} := {{'a': {t}}}).update(b='walrus')
meta = y{n}
---
meta = dict.fromkeys(['a', 'b'], {t})
---
meta = dict([('a', {t}), ['b', 'pair']], c='named')
---
types[len(types):] = [{t}]; types[0:0] = ['first']; del types[1::2]
---
types = types * 2; types = types[::-1]; types.sort()
---
x{n} = types.pop() if types else 'none'; meta['a'] = x{n}
---
containers.sort(key=lambda c: c.get('Image', ''))
---
filtered{n} = list(filter(lambda c: c.get('Image') != 'q', containers)); containers = filtered{n}
---
mapped{n} = list(map(lambda one: one + 'm', types)); types = mapped{n}
---
import functools
build{n} = functools.partial(dict, a={t}); meta = build{n}(b='partial')
---
call(lambda: request.pop('Domain', None))
request['Task'] = {t}
---
keep(meta); meta['a'] = {t}; later(); meta['b'] = {t}
---
class Set{n}:
    @property
    def label(self): return self._l
    @label.setter
    def label(self, value): self._l = value + '!'
s{n} = Set{n}(); s{n}.label = {t}; meta['a'] = s{n}.label
---
from dataclasses import dataclass, field
from typing import ClassVar
@dataclass
class Fields{n}:
    kind: ClassVar[str] = 'k'
    a: str = 'a'
    b: list = field(default_factory=list)
f{n} = Fields{n}({t}); meta['a'] = f{n}.a; meta['b'] = f{n}.kind
---
class D{n}:
    def get(self): return 'd'
class E{n}:
    def get(self): return 'e'
class B{n}(D{n}): pass
class A{n}(B{n}, E{n}): pass
meta['a'] = A{n}().get()
---
import __main__
sys.modules['helpers'].word = lambda: 'patched'
meta['a'] = word()
---
sys._getframe().f_globals['text'] = 'framed'
---
class Static{n}:
    @staticmethod
    def make(value): return {{'a': value}}
    @classmethod
    def other(cls, value): return cls.make(value + 'c')
meta = Static{n}.other({t}) if {c} else Static{n}.make({t})
---
def chain{n}(*args, sep='-', **kw): return sep.join([*args, *kw.values()])
meta['a'] = chain{n}({t}, 'x', *['y'], k='z'); meta['b'] = chain{n}('p', **{{'sep': '+', 'q': {t}}})
---
class Meta{n}(type):
    def __call__(cls, *a): meta['a'] = 'meta'; return {{'b': 'made'}}
class Made{n}(metaclass=Meta{n}): pass
meta.update(Made{n}())
---
class Lazy{n}:
    def __getattr__(self, name): meta['a'] = name; return name
meta['b'] = Lazy{n}().anything
---
class Own{n}(dict):
    def update(self, *a, **k): super().update(*a, **k); super().__setitem__('a', 'own')
o{n} = Own{n}(meta); o{n}.update(b={t}); meta = dict(o{n})
"""
SNIPPETS = _TEXT.strip().split("\n---\n")
