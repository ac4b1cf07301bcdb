"""What a form can do, one file a feature; `base` says what a feature is."""
