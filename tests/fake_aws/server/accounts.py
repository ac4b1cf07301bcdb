"""Numbers of accounts that nobody has used."""

ACCOUNTS = (f"{number:012d}" for number in range(1, 1000))
