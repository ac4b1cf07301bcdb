"""A request to put right, in the form, and what tells when that is done."""
