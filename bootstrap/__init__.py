"""From a bare Debian or Ubuntu to a running register. Standard library only: it runs before anything is installed."""
