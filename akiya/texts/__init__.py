"""Pure functions on the texts that cities write: addresses, dates in eras, names, identifiers."""
