"""The widget: traits and public methods over a controller that knows no Jupyter."""
