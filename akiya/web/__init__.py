"""What every request and every page stands on: who acts, how much a body may bring, what is sent once, static files."""
