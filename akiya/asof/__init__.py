"""As of a day, as known at a moment: which houses, what stood of them, how many. Below every page, tile and export."""
