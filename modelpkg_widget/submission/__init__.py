"""From a request to one package: the journal, the states, and what came of a lost answer."""
