"""What is wrong with a request: keywords, rules, kinds of packages."""
