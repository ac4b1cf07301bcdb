"""`rehearse`: a request's containers, run on this machine as the validation in AWS runs them.

An engine's command line starts them without a network (``engine.py``, ``container.py``); a helper
container relays HTTP into it (``relay/``). ``conductor.py`` has the steps, ``texts.json`` what they
say.
"""
