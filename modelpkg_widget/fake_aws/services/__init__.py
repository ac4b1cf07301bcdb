"""Other services, one file each, as the sandbox plays them."""
