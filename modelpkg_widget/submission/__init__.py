"""From a request to one package: the journal, the states, and the outcome of a lost response."""
