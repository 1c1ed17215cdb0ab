"""The field app's API: what a tablet fetches and what it sends, under /field/api/."""
