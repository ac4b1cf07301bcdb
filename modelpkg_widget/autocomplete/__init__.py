"""What the account at hand has, for the fields to offer: read only, one file for each kind."""
